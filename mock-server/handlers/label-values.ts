import { PromqlError } from '../promql/errors';
import { limited, matchedSeries } from './matched-series';
import type { Endpoint } from './mock-request';
import { optionalLimit } from './parse-parameters';
import { successReply } from './replies';

/** `/api/v1/label/<name>/values`. */
export const labelValuesEndpoint: Endpoint = {
  methods: ['GET'],
  path: /^\/api\/v1\/label\/([^/]+)\/values$/,
  answer(context, match) {
    const name = decodeURIComponent(match[1] ?? '');
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) throw new PromqlError('bad_data', `invalid label name: ${JSON.stringify(name)}`);
    const values = new Set<string>();
    for (const labels of matchedSeries(context)) {
      const value = labels.get(name);
      if (value !== undefined) values.add(value);
    }
    return successReply(JSON.stringify(limited([...values].sort(), optionalLimit(context.parameters))));
  },
};
