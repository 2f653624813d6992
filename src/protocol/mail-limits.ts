/** What belongs to mail of all limits there are (`limits.ts`): letters from one node to another over any that are linked. */
export const mailLimits = {
  /** Letters of this node's own without a fate, of all and to one peer, and the bytes of their bodies. */
  lettersMax: 4_096,
  lettersPerPeerMax: 1_024,
  letterBytesMax: 16_777_216,
  /** What answers others, of these. */
  repliesMax: 512,
  replyBytesMax: 8_388_608,
  /** A letter without a fate by then is given up; and so is an ask without an answer. */
  letterTimeoutMs: 30_000,
  /** An echo is not sent anew, and not waited for as long. */
  echoTimeoutMs: 5_000,
  /** How long the first fate of a letter may take, at least, until it is sent anew over another way. */
  fateTimeoutMs: 1_000,
  /** Fates of so many letters are said in one. */
  fateSequencesMax: 32,
  /** How long the first search for a peer may take, and each further one twice as long; and how many there are. */
  seekTimeoutMs: 500,
  seeksPerLetterMax: 3,
  seeksAtOnceMax: 256,
  /** Those by whom a search is not to come. */
  avoidedMax: 4,
  /** How long it is known that nobody has found a peer. */
  unfoundMs: 5_000,
  unfoundMax: 1_024,
  /** Ways to peers, and the peers that are written to. */
  routesMax: 1_024,
  correspondentsMax: 1_024,
  /** Searches of others that are known, and for how long, at most and where there are more of them. */
  seeksHeardMax: 4_096,
  seekHeardMs: 30_000,
  seekHeardMinMs: 2_000,
  /** How many of them one origin may begin, and in how long one comes anew. */
  seeksPerOriginMax: 32,
  seekHealMs: 100,
  /** What is passed on for one neighbour: letters and their bytes, in one go and then in a second. */
  relayedLettersMax: 8_192,
  relayedLettersPerSecond: 16_384,
  relayedBytesMax: 8_388_608,
  relayedBytesPerSecond: 8_388_608,
  /** Fates that this node makes for what it cannot pass on, in one go and in how long one comes anew. */
  refusalsMax: 256,
  refusalHealMs: 10,
  /** Who has not written to this node before, by way of one neighbour, in one go and in how long one comes anew. */
  newcomersMax: 1_024,
  newcomerHealMs: 250,
  letterPurposeBytesMax: 16,
  /** How often one search is answered: by each shorter way that it comes. */
  answersPerSeekMax: 4,
  /** Words of mail that are being judged, or sealed, and about what the former take in memory. */
  mailUnderWayMax: 8_192,
  mailBytesUnderWayMax: 16_777_216,
  /** Asks without an answer, of all and of one topic. */
  asksMax: 1_024,
  asksPerTopicMax: 256,
  /** How long a node that stops waits for what becomes of its letters. */
  lastLettersTimeoutMs: 5_000,
  /** Ways that are traced at once. */
  tracesMax: 16,
} as const;
