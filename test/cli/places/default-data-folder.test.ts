import { describe, expect, it } from 'vitest';
import {
  dataRoot,
  folderOfAny,
  folderOfPort,
} from '../../../src/cli/places/default-data-folder.ts';

describe('the folder of a user’s nodes', () => {
  it.each([
    ['linux', { HOME: '/home/bob' }, '/home/bob/.local/share/peertape'],
    ['linux', { HOME: '/home/bob', XDG_DATA_HOME: '/data' }, '/data/peertape'],
    ['linux', { HOME: '/home/bob', XDG_DATA_HOME: 'data' }, '/home/bob/.local/share/peertape'],
    ['freebsd', { HOME: '/home/bob' }, '/home/bob/.local/share/peertape'],
    ['darwin', { HOME: '/Users/bob' }, '/Users/bob/Library/Application Support/peertape'],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\bob\\Local' }, 'C:\\Users\\bob\\Local\\peertape'],
    ['linux', { HOME: '/home/bob', XDG_DATA_HOME: '/data', PEERTAPE_HOME: '/own' }, '/own'],
    ['win32', { LOCALAPPDATA: 'C:\\x', PEERTAPE_HOME: 'D:\\own' }, 'D:\\own'],
    ['linux', {}, null],
    ['win32', { HOME: '/home/bob' }, null],
  ] as const)('on %s with %j is %s', (platform, env, root) => {
    expect(dataRoot({ platform, env })).toBe(root);
  });

  it('holds one for each port, and one for each that takes any', () => {
    expect(folderOfPort('/own', 9001)).toBe('/own/node-9001');
    expect(folderOfPort('D:\\own', 9001)).toBe('D:\\own\\node-9001');
    expect(folderOfAny('/own', 1)).toBe('/own/any-1');
  });
});
