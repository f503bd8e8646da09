import { limited } from './matched-series';
import type { Endpoint } from './mock-request';
import { optionalLimit } from './parse-parameters';
import { successReply } from './replies';

/** `/api/v1/metadata`. */
export const metadataEndpoint: Endpoint = {
  methods: ['GET'],
  path: /^\/api\/v1\/metadata$/,
  answer({ store, parameters }) {
    const limit = optionalLimit(parameters);
    const wanted = parameters.first('metric');
    const known = [...store.metadata()].filter(([name]) => wanted === '' || name === wanted);
    const entries = limited(known, limit).map(([name, { type, help }]) => [name, [{ type, help, unit: '' }]] as const);
    return successReply(JSON.stringify(Object.fromEntries(entries)));
  },
};
