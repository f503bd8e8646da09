/** The built page: hashed files are kept for a year, everything else is asked for again. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

export async function staticPage(server: FastifyInstance, options: { readonly directory: string }): Promise<void> {
  await server.register(fastifyStatic, {
    root: options.directory,
    cacheControl: false,
    setHeaders: (response, path) => {
      const hashed = /[\\/]assets[\\/]/.test(path.slice(options.directory.length));
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
