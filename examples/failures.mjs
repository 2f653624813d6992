import { createNode, NodeError } from 'peertape';
import { filter, firstValueFrom } from 'rxjs';

const alice = await createNode({ name: 'alice', port: 0 });
const bob = await createNode({ name: 'bob', port: 0 });
await alice.connect(bob.address);

const gone = firstValueFrom(alice.events$.pipe(filter(({ event }) => event === 'disconnected')));
await bob.close({ atOnce: true });
await gone;

try {
  await alice.send('bob', 'are you there?');
} catch (error) {
  if (!(error instanceof NodeError)) throw error;
  console.log(`not delivered: ${error.message}`);
}

const why = await alice.why('bob');
console.log(`it was the ${why.by}: ${why.code}`);
console.log(`it began with ${why.events[0]?.what}, and ended with ${why.events.at(-1)?.what}`);
await alice.close();
