/** `seamark serve`: the built page with read-only proxies to a real Prometheus, set up by environment variables. */
import { existsSync } from 'node:fs';
import { createServer, type ServedSource } from './create-server';
import { closedBySignal, listen } from './listen';
import { packageFile } from './package-directory';
import { parseServeSettings } from './serve-settings';
import type { Upstream } from './upstream';

export const serveUsage = `seamark serve: the page, and read-only proxies to what it reads.
Environment: PORT (8080), HOST (127.0.0.1), PROMETHEUS_URL (required), PROMETHEUS_BEARER_TOKEN_FILE,
PROMETHEUS_HEADERS ("Name: value; Name: value" or JSON), KUBERNETES_URL, FRAME_ANCESTORS ('none'),
LINKS (links out as JSON) or LINKS_FILE (a file that holds it).`;

interface Output {
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

/** How the proxied Prometheus, and the Kubernetes API if there is one, stand in `config.json`: the page asks our own origin. */
export function proxiedSource(prometheus: Upstream, kubernetes?: Upstream): ServedSource {
  return {
    id: 'default',
    label: new URL(prometheus.url).host,
    prometheusUrl: '/api/prometheus',
    mock: false,
    ...(kubernetes === undefined ? {} : { kubernetesUrl: '/api/kubernetes' }),
  };
}

/** Runs until a signal; resolves to the exit code: 0, 1 when the port cannot be had or the page is not built, 2 on wrong settings. */
export async function serveCommand(environment: Readonly<Record<string, string | undefined>>, output: Output): Promise<number> {
  const settings = parseServeSettings(environment);
  if (!settings.ok) {
    output.printError(settings.error);
    return 2;
  }
  const { host, port, prometheus, kubernetes } = settings.value;
  if (prometheus === undefined) {
    output.printError('PROMETHEUS_URL is not set: seamark serve needs a Prometheus to show, e.g. PROMETHEUS_URL=http://localhost:9090.');
    return 2;
  }
  const pageDirectory = packageFile('dist/page');
  if (!existsSync(pageDirectory)) {
    output.printError('The page is not built yet: run npm run build first.');
    return 1;
  }
  const server = await createServer({
    ...settings.value,
    pageDirectory,
    sources: [proxiedSource(prometheus, kubernetes)],
  });
  const address = await listen(server, host, port);
  if (!address.ok) {
    output.printError(address.error);
    return 1;
  }
  output.print(`Seamark is at ${address.value}`);
  await closedBySignal(server);
  return 0;
}
