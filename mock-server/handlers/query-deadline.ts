import { PromqlError } from '../promql/errors';
import type { EndpointContext } from './mock-request';
import { requiredDuration } from './parse-parameters';

const defaultTimeoutMs = 120_000;

/** A check that throws once the query's `timeout` is over or nobody waits for its answer. */
export function queryDeadline({ request, parameters }: EndpointContext): () => void {
  const asked = parameters.first('timeout') === '' ? undefined : requiredDuration(parameters, 'timeout');
  const endMs = performance.now() + Math.min(asked ?? defaultTimeoutMs, defaultTimeoutMs);
  const cancelled = new Int32Array(request.cancelled);
  return () => {
    if (Atomics.load(cancelled, 0) === 1) throw new PromqlError('canceled', 'query was canceled in query execution');
    if (performance.now() > endMs) throw new PromqlError('timeout', 'query timed out in expression evaluation');
  };
}
