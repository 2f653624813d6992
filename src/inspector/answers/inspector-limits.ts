/**
 * What the inspector takes and tells at most. These stand apart from `protocol/limits.ts`: nothing a node decides
 * depends on them.
 */
export const inspectorLimits = {
  /** Turns whose places are known; beyond, the oldest are forgotten. */
  indexedTurnsMax: 2_000_000,
  /** How much of the reading, and of the running again, is done without a pause. */
  sliceMs: 12,
  /** Whole states that are kept to begin from, and how many turns lie between two of them. */
  keyframesMax: 2_048,
  keyframeTurns: 250,
  /** How often a tape that is being recorded is looked at for more. */
  followMs: 50,
  toldFaultsMax: 100,
  toldMarksMax: 200,
  bucketsMax: 2_000,
  /** Of one turn. */
  toldStepsMax: 2_000,
  toldEffectsMax: 100,
  toldFramesMax: 200,
  toldChunkBytesMax: 4_096,
  toldTextUnitsMax: 240,
  /** Of a tree: lines of one answer, lines inside of one value, and how deep. */
  treeLinesMax: 2_000,
  treeInsideMax: 200,
  treeDepthMax: 24,
  toldActorsMax: 500,
  arrowsMax: 400,
  toldLeadsMax: 200,
  toldPresentMax: 400,
  /** Pages that listen at once, what waits for one that does not read, and how often they are told. */
  pagesMax: 32,
  pageQueueBytesMax: 262_144,
  tellEveryMs: 100,
  /** Of a question. */
  urlUnitsMax: 8_192,
  tokenUnitsMax: 256,
  /** How long nobody has to look until the tape is not followed any more. */
  unwatchedMs: 60_000,
  /** Tools that listen at once, and what waits for one that does not read; beyond, events are dropped and counted. */
  toolsMax: 8,
  toolQueueBytesMax: 8_388_608,
} as const;
