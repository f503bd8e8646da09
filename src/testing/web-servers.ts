/** Real servers on free ports for tests of ours: one that remembers what reached it, and ours before it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, request as httpRequest, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CreateServerOptions, createServer } from '../cli/serve/create-server';
import { listen } from '../cli/serve/listen';

const cleanups: (() => Promise<void>)[] = [];
/** For afterEach: closes and removes everything, last first. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

export function cleanUpLater(cleanup: () => Promise<void>): void {
  cleanups.push(cleanup);
}

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server behind the proxy that remembers what reached it. */
export async function upstream(listener?: RequestListener): Promise<{ url: string; seen: Seen[]; closed: Promise<void> }> {
  const seen: Seen[] = [];
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const server = createHttpServer((request, response) => {
    let body = '';
    response.on('close', close);
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body,
      });
      if (listener) listener(request, response);
      else response.setHeader('content-type', 'application/json').end('{"status":"success"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    closed,
  };
}

export async function serving(options: Partial<CreateServerOptions>): Promise<string> {
  const server = await createServer({ sources: [], ...options });
  const address = await listen(server, '127.0.0.1', 0);
  if (!address.ok) throw new Error(address.error);
  cleanups.push(() => server.close());
  return address.value;
}

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'seamark-serve-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Sends the request line as written: fetch would tidy up the path and refuse to set Host. */
export function raw(
  base: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const outgoing = httpRequest({ hostname, port, path, headers, method }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
