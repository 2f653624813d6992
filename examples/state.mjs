import { createNode } from 'peertape';
import { distinctUntilChanged, map } from 'rxjs';

const node = await createNode({ port: 0 });
const peer = await createNode({ port: 0 });

node.state$
  .pipe(
    map(({ links }) => links.filter(({ state }) => state === 'established').length),
    distinctUntilChanged(),
  )
  .subscribe((count) => console.log(`${count} connected`));

await node.connect(peer.address);
await node.close();
await peer.close();
