import { createNode, NodeError } from 'peertape';

// Alice is linked to bob, and bob to carol. They are told of nobody else, so a line it stays.
const options = { port: 0, discovery: [] };
const bob = await createNode({ ...options, name: 'bob' });
const alice = await createNode({ ...options, name: 'alice' });
const carol = await createNode({ ...options, name: 'carol' });
await alice.connect(bob.address);
await carol.connect(bob.address);

carol.answer('sum', ({ content }) => {
  const numbers = new TextDecoder().decode(content).split(' ').map(Number);
  if (!numbers.every(Number.isFinite)) throw new RangeError('only numbers have a sum');
  return `${numbers.reduce((sum, number) => sum + number)}`;
});

const { content, hops, path } = await alice.ask(carol.id, 'sum', '1 2 3');
console.log(`carol answers ${new TextDecoder().decode(content)}`);
console.log(`it came over ${hops} hops, by way of bob: ${path[0] === bob.id}`);

for (const [topic, question] of Object.entries({ weather: 'how is it?', sum: 'of what?' })) {
  try {
    await alice.ask(carol.id, topic, question);
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    console.log(`${topic}: ${error.message} (${error.code})`);
  }
}

await Promise.all([alice, bob, carol].map((node) => node.close()));
