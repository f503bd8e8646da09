import { formatRatio } from '../../lib/format-number';
import { type Alternatives, matching, notMatching } from '../promql';
import { type EdgeMetric, type EdgeSelection, primaryRates, sumOrZero } from './edge-metric';

/** Failed requests as a share of all: docs/telemetry.md §6.7. */
export const errorRatio: EdgeMetric = {
  id: 'errors',
  title: 'Error ratio',
  unit: 'share of requests',
  format: (value) => `${formatRatio(value)} err`,
  promql(selection) {
    if (selection.protocol === 'tcp') return undefined;
    const failed = primaryRates(selection, selection.names.requests, { narrowed: failedResponses(selection) });
    return `${sumOrZero(failed)} / sum(${primaryRates(selection, selection.names.requests)})`;
  },
};

/** Codes that are errors; for gRPC an HTTP 4xx/5xx, no response, or else a status other than 0. */
function failedResponses({ protocol, count4xx }: EdgeSelection): Alternatives {
  const codes = `0|${protocol === 'grpc' || count4xx ? '[45]' : '5'}[0-9][0-9]`;
  const failed = [matching('response_code', codes)];
  if (protocol !== 'grpc') return [failed];
  return [failed, [notMatching('response_code', codes), matching('grpc_response_status', '[1-9]|1[0-6]')]];
}
