import { onPlainLinks } from './on-plain-links.ts';
import type { Scenario } from './scenario.ts';
import { announced } from './scenarios/announced.ts';
import { askedAfar } from './scenarios/asked-afar.ts';
import { ban } from './scenarios/ban.ts';
import { churnWhileWriting } from './scenarios/churn-while-writing.ts';
import { churn } from './scenarios/churn.ts';
import { crashAndRestart } from './scenarios/crash-and-restart.ts';
import { crowd } from './scenarios/crowd.ts';
import { crowdedPlaces } from './scenarios/crowded-places.ts';
import { diamond } from './scenarios/diamond.ts';
import { doubles } from './scenarios/doubles.ts';
import { everybodyDead } from './scenarios/everybody-dead.ts';
import { forgedFates } from './scenarios/forged-fates.ts';
import { forgeries } from './scenarios/forgeries.ts';
import { frozenPeer } from './scenarios/frozen-peer.ts';
import { halfOpen } from './scenarios/half-open.ts';
import { impostors } from './scenarios/impostors.ts';
import { inventedLeads } from './scenarios/invented-leads.ts';
import { knocking } from './scenarios/knocking.ts';
import { lanCall } from './scenarios/lan-call.ts';
import { lineOfFive } from './scenarios/line-of-five.ts';
import { meshBroadcast } from './scenarios/mesh-broadcast.ts';
import { mutePeer } from './scenarios/mute-peer.ts';
import { noRelay } from './scenarios/no-relay.ts';
import { nobodyThere } from './scenarios/nobody-there.ts';
import { oldCasts } from './scenarios/old-casts.ts';
import { oneContact } from './scenarios/one-contact.ts';
import { pair } from './scenarios/pair.ts';
import { politeLeave } from './scenarios/polite-leave.ts';
import { portScan } from './scenarios/port-scan.ts';
import { refusedAndBlackHole } from './scenarios/refused-and-black-hole.ts';
import { relayRing } from './scenarios/relay-ring.ts';
import { resetStorm } from './scenarios/reset-storm.ts';
import { ringBroadcast } from './scenarios/ring-broadcast.ts';
import { routingLoop } from './scenarios/routing-loop.ts';
import { savedPeers } from './scenarios/saved-peers.ts';
import { seedDown } from './scenarios/seed-down.ts';
import { seedRestart } from './scenarios/seed-restart.ts';
import { seedsGone } from './scenarios/seeds-gone.ts';
import { selfDial } from './scenarios/self-dial.ts';
import { simultaneousDial } from './scenarios/simultaneous-dial.ts';
import { slowReader } from './scenarios/slow-reader.ts';
import { smuggledAddresses } from './scenarios/smuggled-addresses.ts';
import { twoHalves } from './scenarios/two-halves.ts';
import { twoNetworks } from './scenarios/two-networks.ts';
import { unsigned } from './scenarios/unsigned.ts';
import { withoutTheFirst } from './scenarios/without-the-first.ts';
import { wrongNetwork } from './scenarios/wrong-network.ts';

/** All there are, in the order in which one best looks at them. */
export const scenarios: readonly Scenario[] = [
  pair,
  onPlainLinks(pair),
  simultaneousDial,
  onPlainLinks(simultaneousDial),
  politeLeave,
  refusedAndBlackHole,
  wrongNetwork,
  impostors,
  onPlainLinks(impostors),
  selfDial,
  onPlainLinks(selfDial),
  doubles,
  onPlainLinks(doubles),
  ban,
  halfOpen,
  onPlainLinks(halfOpen),
  crashAndRestart,
  onPlainLinks(crashAndRestart),
  slowReader,
  frozenPeer,
  knocking,
  resetStorm,
  onPlainLinks(resetStorm),
  crowd,
  onPlainLinks(crowd),
  ringBroadcast,
  meshBroadcast,
  oneContact,
  seedsGone,
  seedDown,
  seedRestart,
  savedPeers,
  lanCall,
  announced,
  portScan,
  twoHalves,
  churn,
  twoNetworks,
  mutePeer,
  everybodyDead,
  forgeries,
  unsigned,
  oldCasts,
  inventedLeads,
  smuggledAddresses,
  crowdedPlaces,
  lineOfFive,
  relayRing,
  diamond,
  nobodyThere,
  noRelay,
  routingLoop,
  forgedFates,
  askedAfar,
  withoutTheFirst,
  churnWhileWriting,
];
