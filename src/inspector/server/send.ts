import type { ServerResponse } from 'node:http';
import type { Refusal } from './front-door.ts';
import type { PageFile } from './page-files.ts';

export function sendJson(response: ServerResponse, status: number, json: string): void {
  send(response, status, { type: 'application/json', bytes: Buffer.from(json) });
}

export function sendError(response: ServerResponse, { status, code, text }: Refusal): void {
  sendJson(response, status, JSON.stringify({ error: { code, text } }));
}

export function sendFile(response: ServerResponse, file: PageFile): void {
  send(response, 200, file);
}

function send(response: ServerResponse, status: number, { type, bytes }: PageFile): void {
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length });
  response.end(bytes);
}
