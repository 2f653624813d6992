import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { peerIdOf, spkiOf } from '../../src/streams/identity/peer-id-of.ts';

export const wirePage = readFileSync(
  new URL('../../docs/wire-protocol.md', import.meta.url),
  'utf8',
);

/** Whoever has so simple a secret is an example. */
export function exampleIdentity(fill: number) {
  const secret = Buffer.alloc(32, fill);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const spki = spkiOf(createPublicKey(key));
  return { id: peerIdOf(spki), spki, key };
}

/** The bytes that are shown in a chapter, block by block, in hex and without what is said of them. */
export function hexUnder(title: string): readonly string[] {
  const [, section = ''] = wirePage.split(`\n## ${title}\n`);
  const [chapter = ''] = section.split('\n## ');
  return [...chapter.matchAll(/```hex\n([^`]*)```/g)].map(([, lines]) => digitsOf(lines!));
}

function digitsOf(lines: string): string {
  const shown = lines.trimEnd().split('\n');
  return shown.map((line) => line.split('  ')[0]!.replaceAll(' ', '')).join('');
}
