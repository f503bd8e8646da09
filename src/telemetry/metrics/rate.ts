import { formatRequestRate } from '../../lib/format-number';
import { type EdgeMetric, primaryRates } from './edge-metric';

/** Requests per second. */
export const rate: EdgeMetric = {
  id: 'rate',
  title: 'Request rate',
  unit: 'requests per second',
  format: formatRequestRate,
  promql: (selection) => (selection.protocol === 'tcp' ? undefined : `sum(${primaryRates(selection, selection.names.requests)})`),
};
