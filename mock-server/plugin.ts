/** The mock server as a fastify plug-in: Prometheus' and Kubernetes' APIs over a simulated mesh, below prefixes; `/metrics` and `/mock/…` beside. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type ChangeLog, createChangeLog } from './handlers/change-log';
import { deliverReply } from './handlers/deliver-reply';
import { EvaluationThread } from './handlers/evaluation-thread';
import { kubernetesRoutes } from './handlers/kubernetes-routes';
import { anchored, parseSelection, type SelectionResult, type WorldSelection } from './handlers/world-selection';
import { scenarioName, scenarios, sceneNames } from './scenarios/index';

export interface MockServerOptions {
  /** Default `/api/prometheus`. */
  readonly prefix?: string;
  /** A name of the list, or `name:step`; default: the first. Throws when there is none. */
  readonly scenario?: string;
  readonly seed?: number;
  /** `huge` only. */
  readonly services?: number;
  /** Range and lookback windows as Prometheus 3 (`left-open`, the default) or 2 takes them. */
  readonly windows?: 'left-open' | 'left-closed';
  readonly now?: () => number;
  /** Whether `/api/kubernetes` is served too; default true. `/mock/kubernetes`, which also writes, always is. */
  readonly kubernetes?: boolean;
  /** Between two bookmarks of a watch; default a minute, as API servers do. */
  readonly bookmarkSeconds?: number;
}

interface Mock {
  readonly defaults: WorldSelection;
  readonly thread: EvaluationThread;
  readonly changes: ChangeLog;
  readonly now: () => number;
  /** Stories of scenarios lead up to it, so that their past stays as it is. */
  readonly startedMs: number;
}

type Pairs = readonly (readonly [string, string])[];

const storytellers: ReadonlySet<string> = new Set(scenarios.filter(({ tellsStory }) => tellsStory === true).map(({ name }) => name));
const worldParameters: ReadonlySet<string> = new Set(['scenario', 'seed', 'services', 'at', 'age', 'windows']);
const formType = 'application/x-www-form-urlencoded';

function defaultsOf({ scenario, seed = 1, services, windows = 'left-open' }: MockServerOptions): WorldSelection {
  const name = scenario ?? scenarios[0]?.name ?? '';
  if (!sceneNames.has(name))
    throw new Error(`there is no scenario ${JSON.stringify(name)}; there are: ${scenarios.map((one) => one.name).join(', ')}`);
  const dialect = windows === 'left-open' ? 'prometheus3' : 'prometheus2';
  return { scenario: name, seed, dialect, faults: [], kubernetesFaults: [], gaps: [], ...(services === undefined ? {} : { services }) };
}

/** The text of the header, or else of the cookie. */
function selectionText(request: FastifyRequest): string {
  const header = request.headers['x-seamark-mock'];
  if (typeof header === 'string') return header;
  for (const cookie of (request.headers.cookie ?? '').split(/; */)) {
    if (cookie.startsWith('seamark_mock=')) return cookie.slice('seamark_mock='.length).replace(/^"(.*)"$/, '$1');
  }
  return '';
}

function queryPairs(request: FastifyRequest): Pairs {
  const cut = request.url.indexOf('?');
  return cut === -1 ? [] : [...new URLSearchParams(request.url.slice(cut + 1))];
}

function formPairs(request: FastifyRequest): Pairs {
  return request.body instanceof URLSearchParams ? [...request.body] : [];
}

/** A scraper cannot set headers, so `/metrics` also takes the world from its address. */
function selectionOf(mock: Mock, request: FastifyRequest, path: string): SelectionResult {
  const fromAddress = path === '/metrics' ? queryPairs(request).filter(([name]) => worldParameters.has(name)) : [];
  const text = [selectionText(request), ...fromAddress.map(([name, value]) => `${name}=${value}`)].join(';');
  const parsed = parseSelection(text, mock.defaults, sceneNames);
  if (!parsed.ok || !storytellers.has(scenarioName(parsed.selection.scenario))) return parsed;
  return { ok: true, selection: anchored(parsed.selection, mock.startedMs, mock.now()) };
}

async function answerThroughThread(mock: Mock, request: FastifyRequest, reply: FastifyReply, path: string): Promise<FastifyReply> {
  const selected = selectionOf(mock, request, path);
  if (!selected.ok) return reply.code(400).send({ status: 'error', errorType: 'bad_data', error: selected.message });
  const { scenario, seed, services, atMs, sinceMs, keepsMs, dialect, faults, gaps } = selected.selection;
  const cancelled = new SharedArrayBuffer(4);
  reply.raw.once('close', () => Atomics.store(new Int32Array(cancelled), 0, 1));
  const answer = await mock.thread.answer({
    method: request.method,
    path,
    parameters: [...formPairs(request), ...queryPairs(request)],
    world: {
      scenario,
      seed,
      changes: mock.changes.list(),
      ...(services === undefined ? {} : { services }),
      ...(sinceMs === undefined ? {} : { sinceMs }),
    },
    nowMs: atMs ?? mock.now(),
    ...(keepsMs === undefined ? {} : { keepsMs }),
    dialect,
    faults,
    gaps,
    cancelled,
  });
  return deliverReply(reply, answer);
}

function addControlRoutes(server: FastifyInstance, mock: Mock): void {
  server.get('/mock/scenarios', async (request) => {
    const selected = selectionOf(mock, request, '/mock/scenarios');
    const current = scenarioName(selected.ok ? selected.selection.scenario : mock.defaults.scenario);
    return scenarios.map(({ name, title, description, demonstration }) => ({
      name,
      title,
      description,
      current: name === current,
      ...(demonstration === undefined ? {} : { demonstration }),
    }));
  });
  server.get('/mock/login', async (_, reply) =>
    reply.type('text/html').send('<!DOCTYPE html>\n<title>Sign in</title>\n<h1>Sign in</h1>\n'),
  );
  server.get('/mock/changes', async () => mock.changes.list());
  server.delete('/mock/changes', async (_, reply) => {
    mock.changes.clear();
    return reply.code(204).send();
  });
  server.post('/mock/changes', async (request, reply) => {
    const refused = mock.changes.add(request.body, mock.now());
    return refused === undefined ? reply.code(201).send(mock.changes.list()) : reply.code(400).send({ error: refused });
  });
}

/** Prometheus' API over a simulated mesh; throws when the default scenario is unknown. */
export function mockServer(options: MockServerOptions = {}): FastifyPluginAsync {
  const prefix = options.prefix ?? '/api/prometheus';
  const mock: Mock = {
    defaults: defaultsOf(options),
    thread: new EvaluationThread(),
    changes: createChangeLog(),
    now: options.now ?? Date.now,
    startedMs: (options.now ?? Date.now)(),
  };
  return async (server) => {
    server.addContentTypeParser(formType, { parseAs: 'string', bodyLimit: 10 * 1024 * 1024 }, (_, body, done) => {
      done(null, new URLSearchParams(body.toString()));
    });
    addControlRoutes(server, mock);
    server.get('/metrics', (request, reply) => answerThroughThread(mock, request, reply, '/metrics'));
    server.all(`${prefix}/*`, (request, reply) => {
      const path = request.url.slice(prefix.length).replace(/\?.*$/s, '');
      return answerThroughThread(mock, request, reply, path === '/metrics' ? '/' : path);
    });
    const selected = (request: FastifyRequest): SelectionResult => selectionOf(mock, request, '');
    await server.register(
      kubernetesRoutes({
        prefix: options.kubernetes === false ? undefined : '/api/kubernetes',
        writePrefix: '/mock/kubernetes',
        selected,
        changes: mock.changes,
        now: mock.now,
        bookmarkMs: (options.bookmarkSeconds ?? 60) * 1000,
      }),
    );
    server.addHook('onClose', () => mock.thread.dispose());
  };
}
