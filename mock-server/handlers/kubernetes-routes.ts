/** The Kubernetes API over HTTP: read-only below one prefix, with writing below another. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { kubernetesChange, kubernetesChanges } from '../kubernetes/changes';
import { Cluster, type ClusterView } from '../kubernetes/cluster';
import { spoiled, type WireAnswer } from '../kubernetes/faults';
import { currentRevision, type ObjectsTarget, type Query, readApi, watchStart } from '../kubernetes/read';
import { parseApiPath } from '../kubernetes/request-path';
import { type ApiAnswer, failure, forbidden, noSuchResource } from '../kubernetes/status';
import { Watch } from '../kubernetes/watch';
import { writeObject } from '../kubernetes/write';
import { describeWorld } from '../scenarios';
import type { ChangeLog } from './change-log';
import type { SelectionResult, WorldSelection } from './world-selection';

export interface KubernetesRoutesOptions {
  /** Absent: somebody else answers there. */
  readonly prefix: string | undefined;
  readonly writePrefix: string;
  readonly selected: (request: FastifyRequest) => SelectionResult;
  readonly changes: ChangeLog;
  readonly now: () => number;
  readonly bookmarkMs: number;
}

interface Context {
  readonly options: KubernetesRoutesOptions;
  readonly selection: WorldSelection;
  readonly cluster: Cluster;
  readonly path: string;
  readonly query: Query;
}

const keptClusters = 3;

/** Builds clusters on demand and keeps the ones used last. */
function clusterCache(): (selection: WorldSelection) => Cluster {
  const clusters = new Map<string, Cluster>();
  return ({ scenario, seed, services, sinceMs }) => {
    const key = JSON.stringify([scenario, seed, services, sinceMs]);
    const setting = { scenario, seed, ...(services === undefined ? {} : { services }), ...(sinceMs === undefined ? {} : { sinceMs }) };
    const cluster = clusters.get(key) ?? new Cluster(describeWorld(setting), seed);
    clusters.delete(key);
    clusters.set(key, cluster);
    const oldest = clusters.keys().next();
    if (clusters.size > keptClusters && !oldest.done) clusters.delete(oldest.value);
    return cluster;
  };
}

function viewOf({ options, selection }: Context): ClusterView {
  const nowMs = selection.atMs ?? options.now();
  const changes = kubernetesChanges(options.changes.list(), selection.scenario);
  return { nowMs, changes: changes.filter(({ atMs }) => atMs <= nowMs) };
}

async function send(reply: FastifyReply, context: Context, { status, body }: ApiAnswer): Promise<FastifyReply> {
  const plain: WireAnswer = { status, contentType: 'application/json', body: `${JSON.stringify(body)}\n`, delayMs: 0, refused: false };
  const wire = spoiled(plain, context.selection.kubernetesFaults, context);
  if (wire.delayMs > 0) await pause(wire.delayMs);
  if (wire.refused) {
    reply.hijack();
    reply.raw.destroy();
    return reply;
  }
  return reply.code(wire.status).type(wire.contentType).header('cache-control', 'no-cache, private').send(wire.body);
}

/** A watch sends its headers at once: a client waits for them before it waits for events. */
async function watch(reply: FastifyReply, context: Context, target: ObjectsTarget): Promise<FastifyReply> {
  const { options, cluster, query, selection } = context;
  if (target.served.kind === 'Secret') return send(reply, context, forbidden(target.served, 'watch', target.namespace));
  const start = watchStart(query, viewOf(context));
  if (typeof start === 'object') return send(reply, context, start);
  const untouched: WireAnswer = { status: 200, contentType: '', body: '', delayMs: 0, refused: false };
  const wire = spoiled(untouched, selection.kubernetesFaults, context);
  const emptied = selection.kubernetesFaults.some(({ kind, match }) => kind === 'empty' && context.path.includes(match));
  if (wire.status !== 200 || wire.refused || wire.body !== '' || emptied) return send(reply, context, { status: 200, body: {} });
  if (wire.delayMs > 0) await pause(wire.delayMs);
  const { bookmarkMs, changes } = options;
  const { stream } = new Watch({
    target,
    query,
    cluster,
    view: () => viewOf(context),
    start,
    subscribe: (listeners) => changes.subscribe(listeners),
    bookmarkMs,
  });
  reply.raw.once('pipe', () => reply.raw.flushHeaders());
  reply.raw.once('close', () => stream.destroy());
  return reply.code(200).type('application/json').header('cache-control', 'no-cache, private').send(stream);
}

function isWatch(query: Query): boolean {
  return ['1', 'true'].includes(query.get('watch') ?? '');
}

async function answerRead(reply: FastifyReply, context: Context): Promise<FastifyReply> {
  const target = parseApiPath(context.path);
  if (target?.kind === 'objects' && target.name === undefined && isWatch(context.query)) return watch(reply, context, target);
  const { cluster, path, query } = context;
  return send(
    reply,
    context,
    readApi(path, () => ({ cluster, query, view: viewOf(context) })),
  );
}

/** One change: into the log, where lists, watches and traffic find it. */
function answerWrite(request: FastifyRequest, context: Context): ApiAnswer {
  const { options, selection, cluster, path, query } = context;
  const target = parseApiPath(path);
  if (target?.kind !== 'objects') return noSuchResource;
  const view = viewOf(context);
  const atMs = query.has('atMs') ? Number(query.get('atMs')) : view.nowMs;
  if (!Number.isFinite(atMs)) return failure(400, 'BadRequest', 'atMs is a number of milliseconds');
  const all = kubernetesChanges(options.changes.list(), selection.scenario);
  const revision = currentRevision({ nowMs: view.nowMs, changes: all }) + 1;
  const contentType = request.headers['content-type'] ?? 'application/json';
  const fieldManager = query.get('fieldManager') ?? 'kubectl';
  const { method, body } = request;
  const result = writeObject({ target, method, contentType, body, fieldManager, cluster, view, query, revision, atMs });
  if (!result.ok || query.get('dryRun') === 'All') return result.ok ? result.written.answer : result.answer;
  const { key, object, answer } = result.written;
  const value = { scenario: selection.scenario, revision, key, ...(object === undefined ? {} : { object }) };
  const taken = options.changes.record({ atMs, kind: kubernetesChange, value });
  return taken ? answer : failure(429, 'TooManyRequests', 'the change log of the mock server is full');
}

function contextOf(
  request: FastifyRequest,
  prefix: string,
  options: KubernetesRoutesOptions,
  clusterOf: (selection: WorldSelection) => Cluster,
): Context | ApiAnswer {
  const selected = options.selected(request);
  if (!selected.ok) return failure(400, 'BadRequest', selected.message);
  const cut = request.url.indexOf('?');
  const path = (cut === -1 ? request.url : request.url.slice(0, cut)).slice(prefix.length);
  const query = new Map(cut === -1 ? [] : new URLSearchParams(request.url.slice(cut + 1)));
  const { selection } = selected;
  return { options, selection, cluster: clusterOf(selection), path, query };
}

export function kubernetesRoutes(options: KubernetesRoutesOptions): FastifyPluginAsync {
  const clusterOf = clusterCache();
  return async (server) => {
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 4 * 1024 * 1024 }, (_, body, done) => {
      try {
        done(null, JSON.parse(body.toString()));
      } catch {
        done(null, undefined);
      }
    });
    const answer = (prefix: string, writes: boolean) => {
      server.all(`${prefix}/*`, async (request, reply) => {
        const context = contextOf(request, prefix, options, clusterOf);
        if ('body' in context) return reply.code(context.status).send(context.body);
        if (request.method === 'GET') return answerRead(reply, context);
        if (writes && ['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method))
          return send(reply, context, answerWrite(request, context));
        return send(reply, context, failure(405, 'MethodNotAllowed', `${request.method} is not allowed here`));
      });
    };
    if (options.prefix !== undefined) answer(options.prefix, false);
    answer(options.writePrefix, true);
  };
}
