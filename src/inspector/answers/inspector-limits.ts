/**
 * What the inspector takes and tells at most. These stand apart from `protocol/limits.ts`: nothing a node decides
 * depends on them.
 */
export const inspectorLimits = {
  /** Turns whose places are known; beyond, the oldest are forgotten. */
  indexedTurnsMax: 2_000_000,
  /** And beyond so many steps in them. */
  indexedStepsMax: 8_000_000,
  /** Moments and actors that are known; of more, the oldest are forgotten. */
  indexedMarksMax: 100_000,
  indexedLivesMax: 100_000,
  /** How much of the reading, and of the running again, is done without a pause. */
  sliceMs: 12,
  /** Whole states that are kept to begin from, and how many turns lie between two of them. */
  keyframesMax: 2_048,
  keyframeTurns: 250,
  /** Turns that were run again and are kept as they were, and what came in them. */
  keptScenesMax: 400,
  keptSceneBytesMax: 67_108_864,
  /** How often a tape that is being recorded is looked at for more. */
  followMs: 50,
  toldFaultsMax: 100,
  toldMarksMax: 200,
  bucketsMax: 2_000,
  /** Of one turn. */
  toldStepsMax: 2_000,
  toldEffectsMax: 200,
  toldFramesMax: 200,
  toldChunkBytesMax: 4_096,
  toldTextUnitsMax: 240,
  /** What it was about, and what was done about it: lines of all fields of each together. */
  toldLinesMax: 2_000,
  toldNamesMax: 100,
  /** A fault, or why something cannot be shown. */
  toldFaultUnitsMax: 4_000,
  /** Of a tree: lines of one answer, lines inside of one value, and how deep. */
  treeLinesMax: 2_000,
  treeInsideMax: 200,
  treeDepthMax: 24,
  toldActorsMax: 500,
  /** Machines, states or codes that actors can be chosen by: those that are most common. */
  toldFacetsMax: 200,
  arrowsMax: 400,
  toldLeadsMax: 200,
  toldPresentMax: 400,
  /** Pages that listen at once, what waits for one that does not read, and how often they are told. */
  pagesMax: 32,
  pageQueueBytesMax: 262_144,
  tellEveryMs: 100,
  /** How often a page is said that there is nothing to say; one that has taken nothing since the last time is let go. */
  pageBeatMs: 15_000,
  /** Of a question. */
  urlUnitsMax: 8_192,
  headBytesMax: 16_384,
  /** Of an answer. */
  answerUnitsMax: 8_388_608,
  tokenUnitsMax: 256,
  /** How long whoever asks may take over it, and how many may be connected. */
  questionMs: 3_000,
  askersMax: 256,
  /** How many tokens may be wrong in how long; then whoever has no right one is told to wait. */
  wrongTokensMax: 20,
  wrongTokensMs: 60_000,
  /** How long a token is good that is good for once: browsers take their time. */
  onceTokenMs: 120_000,
  /** How long nobody has to look until the tape is not followed any more. */
  unwatchedMs: 60_000,
  /** Tools that listen at once, and what waits for one that does not read: beyond, no more is taken from the tape for it. */
  toolsMax: 8,
  toolQueueBytesMax: 8_388_608,
  /** What is taken of anything that a tool says: it is ignored. */
  toolMessageBytesMax: 4_096,
  /** The last turns of a tape, where a tool does not say from where; of a node, how far behind one may fall. */
  toolTurnsMax: 1_000,
  toolLagTurnsMax: 5_000,
  /** Actors that a late tool is told of though they are gone. */
  toolGoneMax: 1_000,
  /** Of what a tool is told that a machine knows: values in all, inside of one, how deep, of a text, of bytes. */
  toolValuesMax: 2_000,
  toolInsideMax: 100,
  toolDepthMax: 10,
  toolTextUnitsMax: 1_000,
  toolBytesMax: 96,
} as const;
