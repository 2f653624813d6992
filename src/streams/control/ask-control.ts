import { connect, type Socket } from 'node:net';
import { limits } from '../../protocol/limits.ts';
import { readLines } from '../read-lines.ts';
import { ControlError } from './control-error.ts';
import { controlPath, NOBODY } from './control-place.ts';

/** Asks the node that runs in a folder one thing, and gives its answer, which is whatever it says. */
export async function askControl(
  folder: string,
  request: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const path = controlPath(folder);
  if (path === null) throw nobodyIn(folder);
  const socket = connect({ path, allowHalfOpen: true, ...(signal && { signal }) });
  try {
    await connected(socket, folder);
    socket.end(`${JSON.stringify(request)}\n`);
    return parsed(await firstLine(socket));
  } finally {
    socket.destroy();
  }
}

function nobodyIn(folder: string): ControlError {
  return new ControlError('not-running', `no node runs in ${folder}`);
}

function connected(socket: Socket, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.on('error', ({ code = '', message }: NodeJS.ErrnoException) => {
      reject(
        NOBODY.includes(code) || code === 'ECONNRESET'
          ? nobodyIn(folder)
          : new ControlError('control-failed', `cannot reach the node in ${folder}: ${message}`),
      );
    });
  });
}

async function firstLine(socket: Socket): Promise<string> {
  try {
    for await (const line of readLines(socket, limits.consoleLineBytesMax)) {
      if (line === null) throw new ControlError('control-failed', 'the answer is too long');
      return line;
    }
  } catch (error) {
    if (error instanceof ControlError) throw error;
  }
  throw new ControlError('not-running', 'the node stopped before it had answered');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new ControlError('control-failed', 'what answers there is no node of this kind');
  }
}
