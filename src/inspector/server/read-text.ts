import type { IncomingMessage } from 'node:http';

/** null: there was more of it than that, or it broke off. */
export async function readText(request: IncomingMessage, unitsMax: number): Promise<string | null> {
  let text = '';
  try {
    const chunks = request.setEncoding('utf8').iterator({ destroyOnReturn: false });
    for await (const chunk of chunks) {
      text += chunk as string;
      if (text.length > unitsMax) return null;
    }
  } catch {
    return null;
  }
  return text;
}
