import { limited, matchedSeries } from './matched-series';
import type { Endpoint } from './mock-request';
import { optionalLimit } from './parse-parameters';
import { successReply } from './replies';

/** `/api/v1/labels`: label names. */
export const labelsEndpoint: Endpoint = {
  methods: ['GET', 'POST'],
  path: /^\/api\/v1\/labels$/,
  answer(context) {
    const names = new Set<string>();
    for (const labels of matchedSeries(context)) for (const name of labels.keys()) names.add(name);
    return successReply(JSON.stringify(limited([...names].sort(), optionalLimit(context.parameters))));
  },
};
