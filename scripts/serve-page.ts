/** The built page before a Prometheus or a mock of its own: for browser tests that need one to themselves. */
import { type MockServerOptions, mockServer } from '../mock-server/plugin';
import { type CreateServerOptions, createServer } from '../src/cli/serve/create-server';
import { listen } from '../src/cli/serve/listen';
import { packageFile } from '../src/cli/serve/package-directory';
import { proxiedSource } from '../src/cli/serve/serve-command';

interface ServedPage {
  readonly url: string;
  stop(): Promise<void>;
}

async function served(options: Pick<CreateServerOptions, 'sources' | 'plugins' | 'prometheus' | 'kubernetes'>): Promise<ServedPage> {
  const server = await createServer({ ...options, pageDirectory: packageFile('dist/page') });
  const address = await listen(server, '127.0.0.1', 0);
  if (!address.ok) throw new Error(address.error);
  return { url: address.value, stop: () => server.close() };
}

/** As `seamark serve` would serve it. */
export function servePage(prometheusUrl: string, kubernetesUrl?: string): Promise<ServedPage> {
  const prometheus = { url: prometheusUrl };
  const kubernetes = kubernetesUrl === undefined ? undefined : { url: kubernetesUrl };
  return served({ sources: [proxiedSource(prometheus, kubernetes)], prometheus, ...(kubernetes !== undefined && { kubernetes }) });
}

/** As `npm start` would serve it, with a mock that nobody else keeps busy. */
export function serveDemo(mock: MockServerOptions): Promise<ServedPage> {
  const source = { id: 'default', label: 'Demo mesh', prometheusUrl: '/api/prometheus', mock: true, kubernetesUrl: '/api/kubernetes' };
  return served({ sources: [source], plugins: [mockServer(mock)] });
}

/** With a source of another origin that the browser itself asks. */
export function serveForeign(prometheusUrl: string): Promise<ServedPage> {
  return served({ sources: [{ id: 'default', label: 'Elsewhere', prometheusUrl, mock: false }] });
}
