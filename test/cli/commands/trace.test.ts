import { describe, expect, it } from 'vitest';
import { trace } from '../../../src/cli/commands/trace.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const tape = 'traces/pair/alice';

describe('peertape trace show', () => {
  it('shows what was said, to people and to programs', async () => {
    const { out, err } = await shown('--event', 'text');
    expect([out, err]).toEqual([expect.stringMatching(/  text 1 "hello alice"\n/), '']);
    const { events } = await shown('--event', 'send', '--json');
    expect(events.flatMap(({ commands }) => commands)).toContainEqual(
      expect.objectContaining({ command: 'send', text: 'hello bob' }),
    );
  });

  it('keeps digests for programs', async () => {
    expect((await shown()).out).not.toContain('digest');
    expect((await shown('--json')).out).toContain('"digest":');
  });

  it.each([
    [['--actor', 'nix'], /^nothing fits; the actors are node, node\/o1\n$/],
    [
      ['--event', 'nix', '--to', '1'],
      /^nothing fits; the events are checkpoint, clock, input, .*start/,
    ],
    [['--from', '100000'], /^nothing fits; the turns are 1 to \d+\n$/],
  ])('says beside an empty answer to %j what there is', async (wishes, words) => {
    const { out, err, exitCode } = await shown(...wishes);
    expect([out, err, exitCode]).toEqual(['', expect.stringMatching(words), 0]);
  });

  it('says nothing to programs where nothing fits', async () => {
    const { out, err, exitCode } = await shown('--actor', 'nix', '--json');
    expect([out, err, exitCode]).toEqual(['', '', 0]);
  });

  it('takes no turns that end before they begin', async () => {
    const { out, err, exitCode } = await shown('--from', '9', '--to', '3');
    expect([out, err, exitCode]).toEqual(['', 'peertape: --from 9 lies behind --to 3\n', 2]);
  });
});

async function shown(...wishes: string[]): Promise<MemoryHost> {
  const host = new MemoryHost();
  const commands = [{ name: 'trace', summary: '', load: async () => trace }];
  await runCli(['trace', 'show', tape, ...wishes], commands, host);
  return host;
}
