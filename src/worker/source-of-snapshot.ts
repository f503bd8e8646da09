import type { OpenedSnapshot, Source } from './messages';

/** What the page asks instead of a source; equal for the worker and the page. */
export const sourceOfSnapshot = ({ savedAtSeconds, sourceLabel }: Pick<OpenedSnapshot, 'savedAtSeconds' | 'sourceLabel'>): Source => ({
  id: `snapshot ${savedAtSeconds}`,
  label: sourceLabel,
  prometheusUrl: 'snapshot:',
  mock: false,
});
