import { mailLimits } from './mail-limits.ts';
import { overlayLimits } from './overlay-limits.ts';

/**
 * Every limit there is, its unit last in its name. What stands here is enforced where the data
 * enters, and a test shows that it bites.
 */
export const limits = {
  // Frames
  headerBytesMax: 4_096,
  bodyBytesMax: 1_048_576,
  /** What the length prefix may announce: header length, header and body. */
  frameBytesMax: 2 + 4_096 + 1_048_576,
  /** Of a frame from whoever is not connected, or has said goodbye: they have nothing to say that has a body. */
  shortFrameBytesMax: 2 + 4_096,
  headerDepthMax: 4,
  headerItemsMax: 256,

  // Fields
  networkNameBytesMax: 64,
  nodeNameBytesMax: 64,
  addressBytesMax: 261,
  addressesMax: 8,
  capabilityBytesMax: 32,
  capabilitiesMax: 32,
  closeCodeBytesMax: 32,
  closeTextBytesMax: 256,

  // Inputs and turns
  inputBytesMax: 131_072,
  controlMessagesPerInputMax: 64,
  commandsPerInputMax: 4_096,
  commandBytesPerInputMax: 4_194_304,
  markTextUnitsMax: 4_096,
  stepsPerTurnMax: 100_000,
  microstepsPerStepMax: 100,

  // Connections
  connectionsMax: 256,
  /** Of these, how many are never for those who come by themselves: a crowd keeps no node from those that it dials. */
  dialledConnectionsMin: 8,
  /** Links beside the connections, on which nobody has said yet who they are, or is told that there is no room. */
  courtesyLinksMax: 8,
  actorsMax: 330,
  /** To how many connections of one peer a node is committed at once. */
  connectionsPerPeerMax: 2,
  /** How many links one peer may have besides those that leave: the ones that wait for a verdict too. */
  linksPerPeerMax: 4,
  /** How many commands of a kind wait for one connection to end. */
  waitingCommandsMax: 1_024,
  peersMax: 1_024,
  contactsMax: 64,
  /** On each of the user's lists of peers. */
  listedPeersMax: 1_024,
  /** Of how many peers it is known that they have misbehaved. */
  standingsMax: 1_024,
  /** With less than this, a peer is turned away until it has healed. */
  standingPointsMin: 20,
  /** How many links one host may open, a stretch of time for each that it may open anew. */
  hostAttemptsMax: 320,
  hostAttemptHealMs: 250,
  /** What a link that came to nothing costs besides its own attempt. */
  failureAttempts: 16,
  /** How far below nothing that can bring a host. */
  hostDebtAttemptsMax: 240,
  /** Of how many hosts that is counted. */
  hostsMax: 1_024,
  /** What is not a text and answers nothing, on one connection; and a stretch of time for each that may come anew. */
  chatterMessagesMax: 256,
  chatterHealMs: 50,
  outboxBytesMax: 4_194_304,
  outboxTextsMax: 16_384,
  unreceiptedTextsMax: 65_536,
  linkBufferBytesMax: 1_048_576,

  ...overlayLimits,
  ...mailLimits,

  // Waits
  dialTimeoutMs: 5_000,
  greetingTimeoutMs: 10_000,
  pingIntervalMs: 5_000,
  pingIntervalMinMs: 100,
  pongTimeoutMinMs: 500,
  pongTimeoutMaxMs: 5_000,
  probesMax: 3,
  /** What takes bytes more slowly than this counts as silent. */
  slowestBytesPerSecond: 65_536,
  congestedTimeoutMs: 30_000,
  leaveTimeoutMs: 2_000,
  stopTimeoutMs: 4_000,
  /** How long the farewell to everybody may take to be signed. */
  sealTimeoutMs: 1_000,

  /** How long a socket that is shut down already may take to close. */
  closeTimeoutMs: 1_000,
  backoffMinMs: 500,
  backoffMaxMs: 60_000,
  /** Of a contact that was turned away for a reason that lasts. */
  refusedBackoffMs: 600_000,
  /** Of good time, for each point of standing. */
  standingHealMs: 30_000,

  // Tapes
  recordBytesMax: 16_777_216,
  recordItemsMax: 1_048_576,
  recordDepthMax: 32,
  pageNamesMax: 4_096,
  tapeNameUnitsMax: 256,
  /** Of a longer text a tape keeps the length alone, unless it keeps all: a tape is of what was said, not of freight. */
  tapedTextBytesMax: 4_096,
  tapeBufferBytesMax: 65_536,
  followedLinksMax: 4_096,
  /** Of frames that are not whole yet, by whoever looks at a tape. */
  followedBytesMax: 67_108_864,
  /** Whose last state is remembered by whoever looks at a tape. */
  shownActorsMax: 4_096,
  /** Of one table in a checkpoint: whoever made the tape can have chosen keys of one hash. */
  tableEntriesReadMax: 4_096,
  /** How many of the gaps of a tape are told one by one. */
  toldGapsMax: 1_000,
  pageBytesMax: 65_536,
  checkpointTurns: 10_000,
  segmentBytesMax: 67_108_864,
  /** What one run keeps on the disk: beyond that its oldest segments go. */
  traceKeepBytes: 268_435_456,
  traceKeepBytesMin: 1_048_576,
  /** Of a segment that anybody may have made. */
  segmentBytesReadMax: 1_073_741_824,
  /** Of records that turned out not to be what they claim; behind that, no more is looked for in a segment. */
  readInVainBytesMax: 268_435_456,
  flushIntervalMs: 10,
  /** How long a tape that broke is left alone before it is tried again. */
  tapeRetryMs: 5_000,

  // Data folders
  identityFileBytesMax: 4_096,
  keptFileBytesMax: 1_048_576,
  networkKeyBytesMin: 16,
  networkKeyBytesMax: 4_096,

  // Whoever watches a node
  /** Of one reader who is slower than the node. */
  iteratorEventsMax: 16_384,
  /** In all of these together. */
  iteratorTextUnitsMax: 67_108_864,
  /** Commands that have no answer yet, and what they have to send. */
  asksWaitingMax: 65_536,
  askBytesWaitingMax: 67_108_864,
  /** Of how many peers, and of how many addresses without one, is known why they closed. */
  chroniclePeersMax: 256,
  chronicleAddressesMax: 256,
  /** Links that have ended, of one peer or address. */
  chronicleStoriesMax: 2,
  /** Of one link. */
  chronicleEventsMax: 64,

  // Consoles
  /** The longest text, however a JSON object spells it. */
  consoleLineBytesMax: 8_388_608,
  /** What waits for whoever reads what a node tells; beyond that, events are left out. */
  outputBytesMax: 8_388_608,
  configFileBytesMax: 65_536,
  /** Who may speak to a running node from other processes at once, and how long without a word. */
  controlClientsMax: 16,
  controlIdleMs: 30_000,
} as const;

function hold(law: boolean, name: string): void {
  if (!law) throw new RangeError(`limits: ${name}`);
}

hold(
  limits.frameBytesMax === 2 + limits.headerBytesMax + limits.bodyBytesMax,
  'a frame holds its header length, the longest header and the longest body',
);
hold(
  limits.dialledConnectionsMin >= limits.outboundNeighbours + limits.approachesMax,
  'a node that is full of guests can look for neighbours, and keep them',
);
hold(limits.shortFrameBytesMax === 2 + limits.headerBytesMax, 'a short frame has no body');
hold(
  limits.hostAttemptsMax >= limits.connectionsMax + limits.courtesyLinksMax,
  'all peers can come back at once from one host',
);
hold(
  limits.chatterMessagesMax >= 2 * limits.controlMessagesPerInputMax,
  'whoever was held up for a while has not said too much',
);
hold(limits.pingIntervalMinMs >= 2 * limits.chatterHealMs, 'pings are no chatter');
hold(
  limits.actorsMax === 2 + limits.connectionsMax + limits.courtesyLinksMax + limits.contactsMax,
  'there is room for the node, its alarm, its connections and its contacts',
);
hold(
  limits.connectionsPerPeerMax < limits.linksPerPeerMax,
  'a link can wait for the verdict on its rivals',
);
hold(limits.headerBytesMax < 65_536, 'a header length fits in 16 bits');
hold(
  limits.bodyBytesMax + 3 * limits.addressBytesMax < limits.commandBytesPerInputMax &&
    3 * limits.markTextUnitsMax < limits.commandBytesPerInputMax,
  'the largest command fits in an input',
);
hold(limits.hopLimit <= limits.hopLimitMax, 'the usual hop limit is one');
hold(
  limits.keptCastBytesMax >= 4 * limits.bodyBytesMax &&
    limits.castBytesUnderWayMax >= 4 * limits.bodyBytesMax,
  'the longest casts can be kept and judged',
);
hold(limits.originWindow % 32 === 0, 'a window is made of whole numbers of 32 bits');
hold(
  limits.graftBytesMax > limits.frameBytesMax + limits.originWindow * limits.graftLookupBytes,
  'the longest cast can be asked for',
);
hold(limits.keptCastMs <= limits.castLifeMs, 'what is kept is worth something');
hold(
  1 + limits.shuffleActive + limits.shufflePassive <= limits.leadsPerMessageMax,
  'a shuffle is one message',
);
hold(
  limits.originKeysMax >= 2 * limits.originsMax,
  'the keys of all origins whose casts come are ready',
);
hold(limits.inboundNeighboursMax < limits.activeViewMax, 'a node chooses some neighbours itself');
hold(
  limits.inboundNeighboursMax + limits.outboundNeighbours > limits.activeViewMax,
  'all places can be filled',
);
hold(
  limits.verifiedLeadsMin < limits.verifiedLeads && limits.verifiedLeads < limits.passiveViewMax,
  'some leads are verified, and there is room for others',
);
hold(limits.presencesMissedMax < limits.presencesLostMax, 'who is lost was suspected before');
hold(limits.outboxBytesMax >= limits.bodyBytesMax, 'the longest text fits in the outbox');
hold(
  limits.iteratorTextUnitsMax >= 2 * limits.bodyBytesMax,
  'the longest text can wait for a reader, in base64 too',
);
hold(limits.pongTimeoutMinMs < limits.pongTimeoutMaxMs, 'the pong timeout can adapt');
hold(
  limits.leaveTimeoutMs < limits.stopTimeoutMs,
  'every connection can leave before a node stops',
);
hold(limits.dialTimeoutMs <= limits.greetingTimeoutMs, 'a dial ends before a greeting would');
hold(
  limits.traceKeepBytesMin >= 4 * limits.tapeBufferBytesMax,
  'the smallest tape has room for segments that go',
);
