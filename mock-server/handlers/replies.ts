import type { PromqlErrorType } from '../promql/errors';
import { PromqlError } from '../promql/errors';
import type { MockReply } from './mock-request';

/** Prometheus' envelopes. */
const statusByErrorType: Readonly<Record<PromqlErrorType, number>> = {
  bad_data: 400,
  execution: 422,
  timeout: 503,
  canceled: 503,
  internal: 500,
  not_found: 404,
};

export function reply(status: number, contentType: string, body: string): MockReply {
  return { status, headers: { 'content-type': contentType }, body, delayMs: 0, delivery: { kind: 'whole' } };
}

export function textReply(status: number, text: string): MockReply {
  return reply(status, 'text/plain; charset=utf-8', text);
}

/** A success around data that is already JSON. */
export function successReply(dataJson: string): MockReply {
  return reply(200, 'application/json', `{"status":"success","data":${dataJson}}`);
}

export function errorReply(error: PromqlError): MockReply {
  const body = JSON.stringify({ status: 'error', errorType: error.errorType, error: error.message });
  return reply(statusByErrorType[error.errorType], 'application/json', body);
}

export const notFound = textReply(404, '404 page not found\n');

/** A failed parameter in Prometheus' words. */
export function invalidParameter(name: string, message: string): PromqlError {
  return new PromqlError('bad_data', `invalid parameter ${JSON.stringify(name)}: ${message}`);
}

/** Runs what reads a parameter; its bad_data errors are named after the parameter. */
export function readingParameter<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PromqlError && error.errorType === 'bad_data') throw invalidParameter(name, error.message);
    throw error;
  }
}
