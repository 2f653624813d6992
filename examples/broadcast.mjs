import { createNode } from 'peertape';
import { filter, firstValueFrom } from 'rxjs';

// Alice is linked to bob, and bob to carol. They are told of nobody else, so a line it stays.
const options = { port: 0, discovery: [] };
const bob = await createNode({ ...options, name: 'bob' });
const alice = await createNode({ ...options, name: 'alice' });
const carol = await createNode({ ...options, name: 'carol' });
await alice.connect(bob.address);
await carol.connect(bob.address);

const heard = firstValueFrom(carol.received$.pipe(filter(({ kind }) => kind === 'broadcast')));
const { linked } = await alice.broadcast('hi, all of you');
const { from, content, hops } = await heard;

console.log(`sent to ${linked.length} neighbour`);
console.log(`carol hears: ${new TextDecoder().decode(content)}`);
console.log(`it is from alice: ${from === alice.id}, and came over ${hops} hops`);

await Promise.all([alice, bob, carol].map((node) => node.close()));
