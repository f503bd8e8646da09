/** `npm start`: the page with a real Prometheus behind it (PROMETHEUS_URL), or with the bundled mock server; `--dev` serves the sources. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import type { ViteDevServer } from 'vite';
import { mockServer } from '../mock-server/plugin';
import { createServer, type ServedSource } from '../src/cli/serve/create-server';
import { closedBySignal, listen } from '../src/cli/serve/listen';
import { packageFile } from '../src/cli/serve/package-directory';
import { proxiedSource } from '../src/cli/serve/serve-command';
import { parseServeSettings, type ServeSettings } from '../src/cli/serve/serve-settings';

const mockSource: ServedSource = { id: 'default', label: 'Demo mesh', prometheusUrl: '/api/prometheus', mock: true };

/** Vite's page, with the server it needs for hot replacement given afterwards. */
interface DevelopmentPage {
  readonly handle: RequestListener;
  readonly attach: (server: Parameters<typeof listen>[0]) => Promise<ViteDevServer>;
}

function developmentPage(): DevelopmentPage {
  let vite: ViteDevServer | undefined;
  return {
    handle: (request: IncomingMessage, response: ServerResponse) => vite?.middlewares(request, response),
    attach: async (server) => {
      const { createServer: createViteServer } = await import('vite');
      vite = await createViteServer({
        root: packageFile('.'),
        appType: 'spa',
        server: { middlewareMode: true, hmr: { server: server.server } },
      });
      return vite;
    },
  };
}

function fail(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence}\n`);
  return exitCode;
}

function sourceOf({ prometheus }: ServeSettings): { sources: readonly ServedSource[]; plugins: readonly FastifyPluginAsync[] } {
  if (prometheus !== undefined) return { sources: [proxiedSource(prometheus)], plugins: [] };
  const scenario = process.env.SCENARIO;
  return { sources: [mockSource], plugins: [mockServer(scenario ? { scenario } : {})] };
}

async function main(): Promise<number> {
  const settings = parseServeSettings(process.env);
  if (!settings.ok) return fail(settings.error, 2);
  const development = process.argv.includes('--dev') ? developmentPage() : undefined;
  const server = await createServer({
    ...settings.value,
    ...sourceOf(settings.value),
    ...(development === undefined ? { pageDirectory: packageFile('dist/page') } : { developmentPage: development.handle }),
  });
  const vite = await development?.attach(server);
  const address = await listen(server, settings.value.host, settings.value.port);
  if (!address.ok) return fail(address.error, 1);
  process.stdout.write(`${address.value}\n`);
  await closedBySignal(server);
  await vite?.close();
  return 0;
}

process.exitCode = await main();
