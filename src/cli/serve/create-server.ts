/** The web server: the page, its configuration, and read-only proxies to what it reads; always on one origin. */
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import { sendApiError } from './api-error';
import { packageFile } from './package-directory';
import { parseAddress } from './parse-address';
import { kubernetesPermission, prometheusPermission } from './read-endpoints';
import { readProxy } from './read-proxy';
import { refusal } from './request-guard';
import { commonHeaders, dataContentSecurityPolicy, pageContentSecurityPolicy } from './security-headers';
import { staticPage } from './static-page';
import type { Upstream } from './upstream';

/** A source as `config.json` tells it to the page; `prometheusUrl` is absolute, or relative to the page. */
export interface ServedSource {
  readonly id: string;
  readonly label: string;
  readonly prometheusUrl: string;
  readonly mock: boolean;
  readonly metricPrefix?: string;
  /** Where its cluster's Kubernetes API is, as `prometheusUrl`; absent: nowhere. */
  readonly kubernetesUrl?: string;
}

export interface CreateServerOptions {
  /** The built page; absent when something else serves it. */
  readonly pageDirectory?: string;
  /** Serves the page during development (Vite); then there is no Content-Security-Policy, which hot replacement would break. */
  readonly developmentPage?: RequestListener;
  readonly sources: readonly ServedSource[];
  /** Links out as `config.json` tells them to the page, which checks them. */
  readonly links?: readonly unknown[];
  readonly prometheus?: Upstream;
  readonly kubernetes?: Upstream;
  /** Further routes, e.g. the mock server in place of `prometheus` and `kubernetes`. */
  readonly plugins?: readonly FastifyPluginAsync[];
  /** The address to be bound; on a loopback one other host names are refused. Default 127.0.0.1. */
  readonly host?: string;
  /** CSP's `frame-ancestors`; default `'none'`. */
  readonly frameAncestors?: string;
}

const prometheusPrefix = '/api/prometheus';
const kubernetesPrefix = '/api/kubernetes';

function directOrigins(sources: readonly ServedSource[]): readonly string[] {
  const addresses = sources.flatMap(({ prometheusUrl, kubernetesUrl }) => [prometheusUrl, kubernetesUrl ?? '']);
  const origins = addresses.map((address) => parseAddress(address)?.origin).filter((origin) => origin !== undefined);
  return [...new Set(origins)];
}

function addGuards(server: FastifyInstance, options: CreateServerOptions): void {
  const pagePolicy = pageContentSecurityPolicy({
    connectOrigins: directOrigins(options.sources),
    frameAncestors: options.frameAncestors ?? "'self'",
  });
  server.addHook('onRequest', async (request, reply) => {
    const refused = refusal({ method: request.method, url: request.url, headers: request.headers }, options.host ?? '127.0.0.1');
    return refused === undefined ? undefined : sendApiError(reply, 403, 'forbidden', refused);
  });
  server.addHook('onSend', async (request, reply) => {
    reply.headers(commonHeaders);
    if (request.url.startsWith('/api/')) reply.header('content-security-policy', dataContentSecurityPolicy);
    else if (options.developmentPage === undefined) reply.header('content-security-policy', pagePolicy);
  });
}

function addAnswersToErrors(server: FastifyInstance, developmentPage: RequestListener | undefined): void {
  server.setErrorHandler((error, _, reply) => {
    const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    if (status >= 500 || !(error instanceof Error)) {
      if (!reply.raw.destroyed) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      return sendApiError(reply, 500, 'internal', 'The server failed to answer; its error output says why.');
    }
    return sendApiError(reply, status, 'bad_data', error.message);
  });
  server.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith(`${kubernetesPrefix}/`)) return sendApiError(reply, 404, 'not_found', 'No Kubernetes source is configured.');
    if (developmentPage === undefined || request.url.startsWith('/api/'))
      return sendApiError(reply, 404, 'not_found', 'There is nothing here.');
    reply.hijack();
    developmentPage(request.raw, reply.raw);
  });
}

/** Not listening yet: `await (await createServer(…)).listen({ host, port })`. */
export async function createServer(options: CreateServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    requestTimeout: 30_000,
    forceCloseConnections: true,
  });
  addGuards(server, options);
  addAnswersToErrors(server, options.developmentPage);
  const { version }: { readonly version: string } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  server.get('/config.json', async (_, reply) =>
    reply
      .header('cache-control', 'no-store')
      .send({ version, sources: options.sources, ...(options.links === undefined ? {} : { links: options.links }) }),
  );
  for (const plugin of options.plugins ?? []) await server.register(plugin);
  if (options.prometheus !== undefined) {
    await server.register(readProxy, {
      prefix: prometheusPrefix,
      upstream: options.prometheus,
      permission: prometheusPermission,
    });
  }
  if (options.kubernetes !== undefined) {
    await server.register(readProxy, {
      prefix: kubernetesPrefix,
      upstream: options.kubernetes,
      permission: kubernetesPermission,
    });
  }
  if (options.pageDirectory !== undefined) await server.register(staticPage, { directory: options.pageDirectory });
  return server;
}
