/** Errors of our own under `/api/`, in the form Prometheus gives its errors, so that one parser reads both. */
import type { FastifyReply } from 'fastify';

export type ApiErrorType =
  | 'bad_data'
  | 'not_found'
  | 'method_not_allowed'
  | 'forbidden'
  | 'unavailable'
  | 'timeout'
  | 'login-expired'
  | 'internal';

export function sendApiError(reply: FastifyReply, status: number, errorType: ApiErrorType, error: string): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('application/json').send({ status: 'error', errorType, error });
}
