/** The built page before a given Prometheus, as `seamark serve` would serve it: for browser tests that need their own. */
import { createServer } from '../src/cli/serve/create-server';
import { listen } from '../src/cli/serve/listen';
import { packageFile } from '../src/cli/serve/package-directory';
import { proxiedSource } from '../src/cli/serve/serve-command';

interface ServedPage {
  readonly url: string;
  stop(): Promise<void>;
}

export async function servePage(prometheusUrl: string): Promise<ServedPage> {
  const prometheus = { url: prometheusUrl };
  const server = await createServer({ pageDirectory: packageFile('dist/page'), sources: [proxiedSource(prometheus)], prometheus });
  const address = await listen(server, '127.0.0.1', 0);
  if (!address.ok) throw new Error(address.error);
  return { url: address.value, stop: () => server.close() };
}
