import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A question as no browser could ask it: with whatever headers. */
export async function askInspector(url: string, path: string, asked: Asked = {}): Promise<Told> {
  const response = await responseTo(url, path, asked);
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk as string;
  return { status: response.statusCode!, headers: response.headers, text };
}

/** The cookie that there is for the token in the address. */
export async function cookieFor(url: string): Promise<string> {
  const token = /token=([\w-]+)/.exec(url)![1]!;
  const { headers } = await askInspector(url, '/session', { method: 'POST', body: token });
  return headers['set-cookie']![0]!.split(';')[0]!;
}

export interface HeadsHeard {
  /** The first that fits of those that have not been taken; rejects once there can be no more. */
  head(fits: (head: Head) => boolean): Promise<Head>;
  close(): void;
}

type Head = Readonly<Record<string, unknown>>;

/** A page that listens. */
export async function listenTo(url: string, cookie: string): Promise<HeadsHeard> {
  const response = await responseTo(url, '/api/events', { headers: { cookie } });
  if (response.statusCode !== 200) throw new Error(`it says ${response.statusCode}`);
  const heads = headsIn(response);
  return {
    async head(fits) {
      for (;;) {
        const { value, done } = await heads.next();
        if (done === true) throw new Error('no head that fits ever came');
        if (fits(value)) return value;
      }
    },
    close: () => void response.destroy(),
  };
}

async function* headsIn(response: IncomingMessage): AsyncGenerator<Head, undefined> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk as string;
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const [, data] = /^event: head\ndata: (.*)$/.exec(event) ?? [];
      if (data !== undefined) yield JSON.parse(data) as Head;
    }
  }
  return undefined;
}

function responseTo(url: string, path: string, asked: Asked): Promise<IncomingMessage> {
  const { port } = new URL(url);
  const { method = 'GET', headers = {}, body = '' } = asked;
  return new Promise((resolve, reject) => {
    // A connection for each, so that none is ended by another.
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, resolve)
      .on('error', reject)
      .end(body);
  });
}
