/** What can go wrong with a query, in Prometheus' own classes: it becomes the error body of the HTTP API. */
export type PromqlErrorType = 'bad_data' | 'execution' | 'timeout' | 'canceled' | 'internal' | 'not_found';

/** Thrown inside the evaluator, turned into a reply by the handlers; it never leaves mock-server. */
export class PromqlError extends Error {
  readonly errorType: PromqlErrorType;

  constructor(errorType: PromqlErrorType, message: string) {
    super(message);
    this.name = 'PromqlError';
    this.errorType = errorType;
  }
}

/** Line and column of an offset, 1-based, as Prometheus prints them. */
function positionOf(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `${line}:${offset - (before.lastIndexOf('\n') + 1) + 1}`;
}

export function parseError(text: string, offset: number, message: string): PromqlError {
  return new PromqlError('bad_data', `${positionOf(text, offset)}: parse error: ${message}`);
}

export function executionError(message: string): PromqlError {
  return new PromqlError('execution', message);
}
