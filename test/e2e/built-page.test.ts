import { readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';

const stated =
  /(?<all>\d+) KB in all \(script (?<js>\d+) KB, styles (?<css>\d+) KB, charts (?<json>\d+) KB\)/;

it('the page of the inspector is as large as docs/inspector.md says, within a tenth', () => {
  const { groups } = stated.exec(readFileSync('docs/inspector.md', 'utf8'))!;
  const [js, css, json] = ['page.js', 'page.css', 'charts.json'].map(
    (name) => statSync(`dist/inspector/page/${name}`).size / 1_000,
  ) as [number, number, number];
  const built = { all: js + css + json, js, css, json };
  const ratios = Object.entries(built).map(([name, size]) => Number(groups![name]) / size);
  expect(Math.min(...ratios)).toBeGreaterThan(0.9);
  expect(Math.max(...ratios)).toBeLessThan(1.1);
});

it('the terms of what is built into the page lie beside it', () => {
  const terms = readFileSync('dist/inspector/page/licences.txt', 'utf8');
  const named = [...terms.matchAll(/page\.js contains (.+):/g)].map(([, name]) => name);
  expect(named).toEqual(['preact', '@preact/signals', '@preact/signals-core']);
  expect(terms.match(/MIT License/g)).toHaveLength(3);
});
