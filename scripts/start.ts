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
import { err, ok, type Result } from '../src/lib/result';

const mockSource: ServedSource = {
  id: 'default',
  label: 'Demo mesh',
  prometheusUrl: '/api/prometheus',
  mock: true,
  kubernetesUrl: '/api/kubernetes',
};

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

/** `shop`, or with what the scenario takes: `huge?services=3000&seed=7`. */
function mockOf(scenarioText: string, kubernetes: boolean): FastifyPluginAsync {
  const [scenario = '', parameters = ''] = scenarioText.split('?', 2);
  const given = new URLSearchParams(parameters);
  const numbers = ['services', 'seed'].filter((name) => given.has(name)).map((name) => [name, Number(given.get(name))] as const);
  const wrong = numbers.find(([, value]) => !Number.isSafeInteger(value) || value < 0);
  if (wrong !== undefined) throw new Error(`${wrong[0]} must be a whole number`);
  return mockServer({ ...(scenario === '' ? {} : { scenario }), ...Object.fromEntries(numbers), kubernetes });
}

interface Served {
  readonly sources: readonly ServedSource[];
  readonly plugins: readonly FastifyPluginAsync[];
}

function sourceOf({ prometheus, kubernetes }: ServeSettings): Result<Served, string> {
  if (prometheus !== undefined) return ok({ sources: [proxiedSource(prometheus, kubernetes)], plugins: [] });
  const scenario = process.env.SCENARIO ?? '';
  try {
    return ok({ sources: [mockSource], plugins: [mockOf(scenario, kubernetes === undefined)] });
  } catch (error) {
    return err(`SCENARIO=${scenario} cannot be shown: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function main(): Promise<number> {
  const settings = parseServeSettings(process.env);
  if (!settings.ok) return fail(settings.error, 2);
  const source = sourceOf(settings.value);
  if (!source.ok) return fail(source.error, 2);
  const development = process.argv.includes('--dev') ? developmentPage() : undefined;
  const server = await createServer({
    ...settings.value,
    ...source.value,
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
