/** Real servers on 127.0.0.1 that answer as a Prometheus, or as whatever stands in its place. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const started: { readonly close: () => void }[] = [];

/** For `afterEach`, or to make an address that refuses. */
export function stopServers(): void {
  for (const server of started.splice(0)) server.close();
}

/** `asked` is what arrived. */
export async function serve(handle: Handler): Promise<{ readonly url: string; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      handle(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  started.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
}

export const HTML = { 'content-type': 'text/html' };

export const answerWith =
  (status: number, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Handler =>
  (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

/** One series, `{a="b"}`, with the value 2. */
export const VECTOR = JSON.stringify({
  status: 'success',
  data: { resultType: 'vector', result: [{ metric: { a: 'b' }, value: [1.5, '2'] }] },
});
