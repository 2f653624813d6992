import { createNode } from 'peertape';
import { firstValueFrom, take, toArray } from 'rxjs';

// Each is linked to one other, so that what is published goes over others too.
const options = { port: 0, discovery: [] };
const bob = await createNode({ ...options, name: 'bob' });
const alice = await createNode({ ...options, name: 'alice' });
const carol = await createNode({ ...options, name: 'carol' });
await alice.connect(bob.address);
await carol.connect(bob.address);

const heard = firstValueFrom(carol.messages$('weather').pipe(take(2), toArray()));

await alice.publish('news', 'carol does not listen to this');
await alice.publish('weather', 'rain in the west');
await bob.publish('weather', 'sun in the south');

const names = new Map([alice, bob].map(({ id, name }) => [id, name]));
const reports = await heard;
for (const { from, content, hops } of reports.toSorted((a, b) => a.hops - b.hops)) {
  const far = hops === 1 ? '1 hop' : `${hops} hops`;
  console.log(`${names.get(from)}: ${new TextDecoder().decode(content)} (${far})`);
}

await Promise.all([alice, bob, carol].map((node) => node.close()));
