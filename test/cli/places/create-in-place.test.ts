import { describe, expect, it } from 'vitest';
import { createInPlace } from '../../../src/cli/places/create-in-place.ts';
import { NodeError, type NodeOptions } from '../../../src/node/face/create-node.ts';
import type { PeertapeNode } from '../../../src/node/face/peertape-node.ts';

describe('a node without a data folder of its own', () => {
  it('has the one of its port', async () => {
    expect(await tried({ port: 9005, name: 'bob' })).toEqual([
      { port: 9005, name: 'bob', data: '/own/node-9005' },
    ]);
  });

  it('has the first that nobody uses if it takes any port', async () => {
    expect(await tried({ port: 0 }, 'folder-in-use', 'folder-in-use')).toEqual([
      { port: 0, data: '/own/any-1' },
      { port: 0, data: '/own/any-2' },
      { port: 0, data: '/own/any-3' },
    ]);
  });

  it('takes the first port that is free, with its folder', async () => {
    expect(await tried({}, 'port-busy', 'folder-in-use')).toEqual([
      { port: 9001, data: '/own/node-9001' },
      { port: 9003, data: '/own/node-9003' },
      { port: 9004, data: '/own/node-9004' },
    ]);
  });

  it('does not look further where something else is wrong', async () => {
    await expect(tried({ port: 9005 }, 'port-busy')).rejects.toMatchObject({ code: 'port-busy' });
    await expect(tried({}, 'listen-failed')).rejects.toMatchObject({ code: 'listen-failed' });
  });

  it('cannot be without a home', async () => {
    const create = createInPlace(null, async () => ({}) as PeertapeNode);
    await expect(create({ port: 9005 })).rejects.toMatchObject({ exit: 2 });
    expect(await create({ data: '/there' })).toEqual({});
  });
});

/** With what it was tried, where each try but the last fails with one of the codes. */
async function tried(options: NodeOptions, ...codes: string[]): Promise<readonly NodeOptions[]> {
  const given: NodeOptions[] = [];
  const make = async (each: NodeOptions): Promise<PeertapeNode> => {
    given.push(each);
    const code = codes.shift();
    if (code !== undefined) throw new NodeError('it is taken', { code });
    return {} as PeertapeNode;
  };
  // Somebody else has 9002.
  const create = createInPlace('/own', make, async (_, from) => (from === 9002 ? 9003 : from));
  await create(options);
  return given;
}
