/** A read-only proxy as a fastify plug-in: one upstream under one prefix, and only the endpoints a rule permits. */
import type { FastifyInstance } from 'fastify';
import { sendApiError } from './api-error';
import { forward } from './forward';
import type { Permission } from './read-endpoints';
import type { Upstream } from './upstream';

interface ReadProxyOptions {
  readonly prefix: string;
  readonly upstream: Upstream;
  readonly permission: (method: string, path: string) => Permission;
}

/** Longest form body passed on: selectors are long, but not this long. */
const bodyLimitBytes = 1024 * 1024;

export async function readProxy(server: FastifyInstance, { prefix, upstream, permission }: ReadProxyOptions): Promise<void> {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_, body, done) =>
    done(null, body),
  );
  server.all('/*', async (request, reply) => {
    const requestLine = request.raw.url ?? '';
    const queryAt = requestLine.indexOf('?');
    const fullPath = queryAt < 0 ? requestLine : requestLine.slice(0, queryAt);
    const search = queryAt < 0 ? '' : requestLine.slice(queryAt);
    const path = fullPath.startsWith(`${prefix}/`) ? fullPath.slice(prefix.length) : '';
    const permitted = permission(request.method, path);
    if (permitted === 'unknown')
      return sendApiError(reply, 404, 'not_found', 'This proxy passes on only the read endpoints Seamark needs.');
    if (permitted === 'wrong-method') return sendApiError(reply, 405, 'method_not_allowed', `${request.method} is not passed on here.`);
    return forward(request, reply, upstream, { path, search });
  });
}
