import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/** Where a Chromium is; empty where there is none. `PEERTAPE_CHROMIUM` comes first, and is not doubted. */
export function findChromium(): string {
  const named = process.env['PEERTAPE_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const places = [...onPath(), ...usualPlaces(), chromium.executablePath()];
  return places.find((place) => existsSync(place)) ?? '';
}

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];

function onPath(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  return names.flatMap((name) =>
    endings.flatMap((ending) => folders.map((folder) => join(folder, `${name}${ending}`))),
  );
}

function usualPlaces(): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform !== 'win32') return [];
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
    (name) => process.env[name] ?? [],
  );
  return roots.flatMap((root) => [
    join(root, 'Google/Chrome/Application/chrome.exe'),
    join(root, 'Chromium/Application/chrome.exe'),
    join(root, 'Microsoft/Edge/Application/msedge.exe'),
  ]);
}
