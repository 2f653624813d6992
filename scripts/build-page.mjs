/**
 * Builds the inspector's page into a folder: one script, one style sheet, and what lies beside them. The
 * machines are drawn here, and not by whoever runs the program. `node scripts/build-page.mjs DIST` does it by hand.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ELK from 'elkjs';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src/inspector/page');

const [dist = join(root, 'dist')] = process.argv.slice(2);
const page = join(dist, 'inspector/page');
mkdirSync(page, { recursive: true });
await buildScript();
buildStyles();
await drawCharts();
gatherLicences();
for (const name of ['index.html', 'icon.svg']) cpSync(join(source, name), join(page, name));

async function buildScript() {
  await build({
    input: join(source, 'main.tsx'),
    platform: 'browser',
    tsconfig: join(source, 'tsconfig.json'),
    output: {
      file: join(page, 'page.js'),
      format: 'esm',
      minify: true,
      comments: { legal: false },
    },
  });
}

/** Whoever has the script has a copy of these, and so is to have their terms. */
function gatherLicences() {
  const texts = ['preact', '@preact/signals', '@preact/signals-core'].map((name) => {
    const text = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8');
    return `page.js contains ${name}:\n\n${text.trim()}\n`;
  });
  writeFileSync(join(page, 'licences.txt'), texts.join('\n\n'));
}

/** The page's own come first; each part's lie beside it. */
function buildStyles() {
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css') && name !== 'page.css')
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
  const styles = ['page.css', ...names].map((name) => readFileSync(join(source, name), 'utf8'));
  writeFileSync(join(page, 'page.css'), styles.join('\n'));
}

async function drawCharts() {
  const built = pathToFileURL(join(dist, 'inspector/charts/drawn-machines.js')).href;
  /** @type {typeof import('../src/inspector/charts/drawn-machines.ts')} */
  const { drawnMachines } = await import(built);
  const elk = new ELK.default();
  const drawn = await drawnMachines((graph) => elk.layout(graph));
  writeFileSync(join(page, 'charts.json'), JSON.stringify(drawn));
}
