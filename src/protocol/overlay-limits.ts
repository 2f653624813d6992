/** What belongs to the overlay of all limits there are (`limits.ts`): casts, views, who is there, seed nodes. */
export const overlayLimits = {
  // Casts: what is passed on to everybody
  /** How many links one may cross, at most and unless told otherwise. */
  hopLimitMax: 64,
  hopLimit: 32,
  topicBytesMax: 64,
  /** After that it is worth nothing, by the clock of its origin; and how far clocks may be apart. */
  castLifeMs: 120_000,
  clockSkewMaxMs: 120_000,
  castRangesMax: 24,
  /** How long what came waits for more before lazy neighbours are told of it, and so many ranges at most. */
  haveDelayMs: 20,
  untoldRangesMax: 256,
  /** What is kept to be passed on to those who lack it. */
  keptCastsMax: 4_096,
  keptCastBytesMax: 16_777_216,
  keptCastMs: 60_000,
  /** Of how many origins it is known what has come, and how far back of each. */
  originsMax: 2_048,
  originWindow: 1_024,
  /** So many origins go together where one has to. */
  originsForgottenAtOnce: 64,
  /** With fewer hops left than that, a cast that has come by a shorter way, too, is told of once more. */
  hopsToSpare: 16,
  /** Ranges of casts that were announced and may not come, of all and of one neighbour; and how many casts these name. */
  announcementsMax: 4_096,
  announcementsPerNeighbourMax: 1_024,
  announcedCastsPerNeighbourMax: 16_384,
  /** How long it may take, and then each further attempt to get it. */
  graftTimeoutMs: 80,
  graftRetryMs: 40,
  /** How often what seems to be on its way is waited for as long again. */
  graftWaitsMax: 8,
  graftAttemptsMax: 8,
  /** How many ranges one neighbour is asked for at once. */
  graftRangesMax: 1_536,
  /** What one neighbour is given that asks, in one go and then in a second; and what it costs to look for a cast. */
  graftBytesMax: 1_310_720,
  graftBytesPerSecond: 4_194_304,
  graftLookupBytes: 64,
  /** How long a neighbour that goes on sending what has come already is left alone before it is told again. */
  pruneAgainMs: 1_000,
  /** Cycles are cut for one cast in so long, and for those of one origin until it has been silent for that long. */
  guideMs: 250,
  /** By how many hops a way has to be shorter to be taken instead. */
  shortcutHopsMin: 7,
  /** Signatures to be judged for one neighbour in one go, and a stretch of time for each that may come anew. */
  judgementsMax: 8_192,
  judgementHealUs: 50,
  /** Of how many origins the keys are kept ready, and how many signatures are judged at once. */
  originKeysMax: 4_096,
  sealsInPoolMax: 64,
  /** Casts whose signatures are being made or judged. */
  castsUnderWayMax: 8_192,
  castBytesUnderWayMax: 16_777_216,
  /** Of one link, in one input. */
  gossipPerInputMax: 4_096,
  /** Of what keeps views together, from one neighbour, and a stretch of time for each that may come anew. */
  viewWordsMax: 64,
  viewWordHealMs: 1_000,

  // Views: HyParView's parameters
  activeViewMax: 5,
  passiveViewMax: 30,
  /** How far a newcomer's walk goes, and where on it the newcomer is noted. */
  activeWalkHops: 6,
  passiveWalkHops: 3,
  shuffleWalkHops: 6,
  /** Of either view, in one shuffle. */
  shuffleActive: 3,
  shufflePassive: 4,
  shuffleIntervalMs: 30_000,
  /** With one of so many shuffles, a neighbour is changed for another. */
  shufflesPerSwap: 10,
  leadsPerMessageMax: 8,
  /** Neighbours that came to us take no more places than that: the others are for those we chose. */
  inboundNeighboursMax: 3,
  /** Of those who came to stay so many are sent all casts unasked, and are drawn from where leads are told. */
  guestsMax: 8,
  /** So many it looks for itself; where all looked for all of theirs, nobody would have a place for others. */
  outboundNeighbours: 3,
  /** So many passive leads are kept verified, and so many of them whatever others tell. */
  verifiedLeads: 8,
  verifiedLeadsMin: 4,
  /** After that a lead has to be verified anew; and after so many dials in vain it goes. */
  leadFreshMs: 300_000,
  leadFailuresMax: 3,
  /** How many dials for neighbours are under way at once, and how long a lead that failed is left alone. */
  approachesMax: 4,
  approachRestMs: 10_000,
  /** Of whom the seed nodes tell, so many are asked at first. */
  seedDraw: 4,
  /** Dials that only look who is there: at once, for one who told of them, to one host, and how these heal. */
  probesAtOnceMax: 8,
  probesPerSourceMax: 32,
  probesPerHostMax: 16,
  probeHealMs: 2_000,
  /** From far away, or where a machine has much to do, it takes its time to show who one is. */
  probeTimeoutMs: 5_000,
  /** How long a user waits for one of the places of a scan, and any look for its dial to be answered. */
  scanTimeoutMs: 1_000,
  scanAddressesMax: 1_024,
  scansAtOnceMax: 64,
  /** Commands that wait for what comes of one. */
  scansMax: 16,

  // Who is there
  presenceIntervalMs: 10_000,
  /** The shortest and the longest that is believed. */
  presenceIntervalMinMs: 1_000,
  presenceIntervalMaxMs: 600_000,
  /** So many presences are heard in a second at most, however many peers there are. */
  presencesPerSecondMax: 10,
  /** Presences that may fail to come before a peer is suspected, and before it counts as lost. */
  presencesMissedMax: 2,
  presencesLostMax: 3,
  presenceNeighboursMax: 8,
  peerStateBytesMax: 16,
  purposeBytesMax: 16,
  savedPeersMax: 256,
  savedPeerAgeMs: 1_209_600_000,
  saveIntervalMs: 30_000,
  lanCallIntervalMs: 10_000,
  lanDatagramBytesMax: 512,
  /** Of one host, and a stretch of time for each that it may make anew; and of how many hosts that is counted. */
  lanCallsPerHostMax: 128,
  lanCallHealMs: 100,
  lanHostsMax: 256,
  /** Own addresses on which a node calls. */
  lanInterfacesMax: 8,

  // Seed nodes
  seedsMax: 16,
  enrolIntervalMs: 15_000,
  /** Who asks more often than that is not answered. */
  enrolAgainMinMs: 500,
  /** Whoever promises to come less often is listed for no longer than that allows. */
  enrolIntervalMaxMs: 600_000,
  /** How many renewals may fail to come. */
  enrolmentsMissedMax: 3,
  rollMax: 4_096,
  /** Of how many a seed node tells in one answer. */
  rollSampleMax: 64,
  seedsFileBytesMax: 65_536,
} as const;
