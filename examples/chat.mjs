import { createNode } from 'peertape';

// Two nodes in one process, to have somebody to talk to. On any free port, each somebody new.
const alice = await createNode({ name: 'alice', port: 0 });
const bob = await createNode({ name: 'bob', port: 0 });

bob.events$.subscribe((event) => {
  if (event.event === 'message') console.log(`bob hears: ${event.text}`);
});

await alice.connect(bob.address);
const { hops } = await alice.send('bob', 'hi there');
console.log(`it has arrived, over ${hops} hop`);

await alice.close();
await bob.close();
