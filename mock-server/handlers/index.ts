import { buildInfoEndpoint } from './build-info';
import { expositionEndpoint } from './exposition';
import { labelValuesEndpoint } from './label-values';
import { labelsEndpoint } from './labels';
import { metadataEndpoint } from './metadata';
import type { Endpoint } from './mock-request';
import { queryEndpoint } from './query';
import { queryRangeEndpoint } from './query-range';
import { readyEndpoint } from './ready';
import { seriesEndpoint } from './series';

/** What is answered below the prefix. */
export const endpoints: readonly Endpoint[] = [
  queryEndpoint,
  queryRangeEndpoint,
  seriesEndpoint,
  labelsEndpoint,
  labelValuesEndpoint,
  metadataEndpoint,
  buildInfoEndpoint,
  readyEndpoint,
  expositionEndpoint,
];
