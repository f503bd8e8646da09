import { parsePromql } from '../promql/parser';
import { instantQuery } from '../promql/query';
import type { Endpoint } from './mock-request';
import { optionalTime } from './parse-parameters';
import { queryDeadline } from './query-deadline';
import { readingParameter, successReply } from './replies';
import { queryJson } from './result-json';

/** `/api/v1/query`: an instant query. */
export const queryEndpoint: Endpoint = {
  methods: ['GET', 'POST'],
  path: /^\/api\/v1\/query$/,
  answer(context) {
    const { request, parameters, store } = context;
    const atMs = optionalTime(parameters, 'time', request.nowMs);
    const checkDeadline = queryDeadline(context);
    const started = performance.now();
    const query = readingParameter('query', () => parsePromql(parameters.first('query'), request.dialect));
    const result = instantQuery(query, atMs, { store, dialect: request.dialect, checkDeadline });
    const seconds = (performance.now() - started) / 1000;
    return successReply(queryJson(result, parameters.first('stats') === '' ? undefined : seconds));
  },
};
