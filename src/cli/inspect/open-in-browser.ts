import { spawn } from 'node:child_process';

/** Resolves to why that did not work, or to null. */
export function openInBrowser(url: string, platform: NodeJS.Platform): Promise<string | null> {
  const [program, ...words] = opener(platform);
  return new Promise((resolve) => {
    const child = spawn(program, [...words, url], { detached: true, stdio: 'ignore' });
    child.on('error', ({ message }) => resolve(message));
    child.on('exit', (code) => resolve(code === 0 ? null : `${program} ended with ${code}`));
    // Some stay as long as the browser is open.
    child.unref();
  });
}

function opener(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
