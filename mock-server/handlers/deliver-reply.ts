import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { EvaluationAnswer } from './evaluation-messages';

const pieces = 20;

/** The body in pieces with pauses between them. */
async function* dripped(body: Uint8Array, pauseMs: number): AsyncGenerator<Uint8Array> {
  const size = Math.max(1, Math.ceil(body.length / pieces));
  for (let at = 0; at < body.length; at += size) {
    yield body.subarray(at, at + size);
    await pause(pauseMs);
  }
}

/** Sends an answer the way its delivery says: whole, dripping, or not at all. */
export async function deliverReply(http: FastifyReply, { reply, body }: EvaluationAnswer): Promise<FastifyReply> {
  if (reply.delayMs > 0) await pause(reply.delayMs);
  if (reply.delivery.kind === 'destroy') {
    http.hijack();
    http.raw.destroy();
    return http;
  }
  http.code(reply.status).headers(reply.headers);
  if (reply.delivery.kind === 'whole') return http.send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  return http.send(Readable.from(dripped(body, reply.delivery.pauseMs)));
}
