import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNode } from 'peertape';

const folder = await mkdtemp(join(tmpdir(), 'peertape-example-'));
const node = await createNode({ port: 0, trace: join(folder, 'run') });

const { turn } = await node.mark('here it gets interesting');
const { segments } = await node.trace();
await node.close();

console.log(`marked in turn ${turn}, recorded in ${segments} segment`);
console.log(`peertape replay ${join(folder, 'run')}`.replace(folder, 'FOLDER'));
await rm(folder, { recursive: true });
