/** A small Kubernetes API on 127.0.0.1 for tests of its client: what it serves is a table of paths. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { upstream } from './web-servers';

export type Answer = (response: ServerResponse, url: URL) => void;
export type Routes = Record<string, Answer>;

export const json =
  (body: unknown, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
export const text =
  (body: string, status = 200, contentType = 'application/json'): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': contentType }).end(body);
  };
export const status = (code: number): Answer => json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message: 'no' }, code);

const resources = (groupVersion: string, ...names: readonly string[]): Answer =>
  json({
    kind: 'APIResourceList',
    groupVersion,
    resources: names.flatMap((name) => [
      { name, verbs: ['list', 'watch'] },
      { name: `${name}/status`, verbs: ['get'] },
    ]),
  });

/** Serves Services and PeerAuthentications (v1beta1 only), as a cluster with an older Istio does. */
export const discovery: Routes = {
  '/api': json({ kind: 'APIVersions', versions: ['v1'] }),
  '/apis': json({
    kind: 'APIGroupList',
    groups: [{ name: 'security.istio.io', versions: [{ groupVersion: 'security.istio.io/v1beta1' }] }],
  }),
  '/api/v1': resources('v1', 'services', 'secrets'),
  '/apis/security.istio.io/v1beta1': resources('security.istio.io/v1beta1', 'peerauthentications'),
};

export const object = (name: string, resourceVersion: string, more: object = {}) => ({
  metadata: { name, namespace: 'shop', resourceVersion },
  ...more,
});

export const listOf = (items: readonly unknown[], resourceVersion: string, next = ''): Answer =>
  json({ kind: 'ServiceList', apiVersion: 'v1', metadata: { resourceVersion, continue: next }, items });

/** Lines of a watch; the connection stays open unless it ends. */
export const events =
  (lines: readonly unknown[], end = true): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const line of lines) response.write(`${JSON.stringify(line)}\n`);
    if (end) response.end();
  };

/** The same path may answer a list and a watch: `watch` is looked up as "path?watch". Later calls take later answers, the last one stays. */
export async function kubernetesApi(routes: Routes | ((path: string, call: number) => Answer | undefined)) {
  const calls = new Map<string, number>();
  return upstream((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '', 'http://x');
    const path = `${url.pathname}${url.searchParams.has('watch') ? '?watch' : ''}`;
    const call = calls.get(path) ?? 0;
    calls.set(path, call + 1);
    const answer = typeof routes === 'function' ? routes(path, call) : routes[path];
    (answer ?? status(404))(response, url);
  });
}

/** Short waits are over at once; longer ones (deadlines) last until they are not needed any more. */
export const impatient = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve());
    if (signal.aborted || milliseconds < 25_000) setImmediate(resolve);
  });
