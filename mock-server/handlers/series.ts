import { PromqlError } from '../promql/errors';
import { limited, matchedSeries } from './matched-series';
import type { Endpoint } from './mock-request';
import { optionalLimit } from './parse-parameters';
import { successReply } from './replies';
import { labelsJson } from './result-json';

/** `/api/v1/series`. */
export const seriesEndpoint: Endpoint = {
  methods: ['GET', 'POST'],
  path: /^\/api\/v1\/series$/,
  answer(context) {
    if (context.parameters.all('match[]').length === 0) throw new PromqlError('bad_data', 'no match[] parameter provided');
    const sets = matchedSeries(context)
      .map((labels) => labelsJson(labels))
      .sort();
    return successReply(`[${limited(sets, optionalLimit(context.parameters)).join(',')}]`);
  },
};
