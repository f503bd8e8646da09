import type { FastifyInstance } from 'fastify';
import { err, ok, type Result } from '../../lib/result';

const reasons: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) => `Port ${port} of ${host} is taken. Choose another with PORT, e.g. PORT=${port + 1}.`,
  EACCES: (host, port) => `Port ${port} of ${host} needs more rights than this process has. Choose one above 1023 with PORT.`,
  EADDRNOTAVAIL: (host) => `HOST=${host} is no address of this machine.`,
  ENOTFOUND: (host) => `HOST=${host} is not a name this machine can resolve.`,
};

/** The address to open, `http://127.0.0.1:8080`; or in one sentence why it cannot be had. */
export async function listen(server: FastifyInstance, host: string, port: number): Promise<Result<string, string>> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    const reason = Object.hasOwn(reasons, code) ? reasons[code]?.(host, port) : undefined;
    return err(reason ?? `The server cannot listen on ${host}:${port}: ${String(error)}`);
  }
  const bound = server.server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  return ok(`http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`);
}

/** Resolves on Ctrl-C or a termination signal, after the server has closed. */
export function closedBySignal(server: FastifyInstance): Promise<void> {
  return new Promise((resolve, reject) => {
    const close = (): void => {
      server.close().then(resolve, reject);
    };
    process.once('SIGINT', close);
    process.once('SIGTERM', close);
  });
}
