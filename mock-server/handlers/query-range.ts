import { PromqlError } from '../promql/errors';
import { parsePromql } from '../promql/parser';
import { rangeQuery } from '../promql/query';
import type { Endpoint, Parameters } from './mock-request';
import { requiredDuration, requiredTime } from './parse-parameters';
import { queryDeadline } from './query-deadline';
import { invalidParameter, readingParameter, successReply } from './replies';
import { queryJson } from './result-json';

const maxPoints = 11_000;

function parseSpan(parameters: Parameters): { startMs: number; endMs: number; stepMs: number } {
  const startMs = requiredTime(parameters, 'start');
  const endMs = requiredTime(parameters, 'end');
  if (endMs < startMs) throw invalidParameter('end', 'end timestamp must not be before start time');
  const stepMs = requiredDuration(parameters, 'step');
  if (stepMs <= 0) throw invalidParameter('step', 'zero or negative query resolution step widths are not accepted. Try a positive integer');
  if ((endMs - startMs) / stepMs <= maxPoints) return { startMs, endMs, stepMs };
  const message = 'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)';
  throw new PromqlError('bad_data', message);
}

/** `/api/v1/query_range`. */
export const queryRangeEndpoint: Endpoint = {
  methods: ['GET', 'POST'],
  path: /^\/api\/v1\/query_range$/,
  answer(context) {
    const { request, parameters, store } = context;
    const span = parseSpan(parameters);
    const checkDeadline = queryDeadline(context);
    const started = performance.now();
    const query = readingParameter('query', () => parsePromql(parameters.first('query'), request.dialect));
    const result = rangeQuery(query, span, { store, dialect: request.dialect, checkDeadline });
    const seconds = (performance.now() - started) / 1000;
    return successReply(queryJson(result, parameters.first('stats') === '' ? undefined : seconds));
  },
};
