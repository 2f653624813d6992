import { expect, it } from 'vitest';
import { inspectorLimits } from '../../../src/inspector/answers/inspector-limits.ts';
import { aboutOf } from '../../../src/inspector/server/about-of.ts';
import { head } from '../../support/tapes.ts';

const shown = { path: 'alice', source: 'trace' } as const;

it('says whose tape is shown', () => {
  expect(aboutOf(shown, { head, startedMs: 1_500 }, head.code)).toMatchObject({
    ...shown,
    node: head.node,
    name: 'ann',
    network: '',
    run: 'run-1',
    startedMs: 1_500,
    bodies: 'all',
    codeDiffers: false,
  });
});

it('says it in inspectorLimits.toldTextUnitsMax letters each, whatever the tape says', () => {
  const long = 'x'.repeat(1_000_000);
  const config = { name: long, network: [long] };
  const about = aboutOf(
    shown,
    { head: { ...head, node: long, run: long, config }, startedMs: null },
    long,
  );
  const cut = inspectorLimits.toldTextUnitsMax + 1;
  expect([about.node.length, about.run.length, about.name.length]).toEqual([cut, cut, cut]);
  expect(about.network).toBe('');
});
