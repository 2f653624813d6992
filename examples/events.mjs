import { createNode } from 'peertape';

const node = await createNode({ port: 0 });
const peer = await createNode({ port: 0, connect: [node.address] });

// Begun before anything else is awaited, the loop gets all from the beginning on.
for await (const event of node.events$) {
  console.log(event.event);
  if (event.event === 'connected') await peer.close();
  if (event.event === 'disconnected') void node.close();
}
