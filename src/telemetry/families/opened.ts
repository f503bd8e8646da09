import { rateOf, scopeAlternatives } from '../promql';
import type { OpenedRow } from '../rows';
import type { Family } from './family';
import { END_LABELS, sumBy } from './labels';
import { readRows } from './read-rows';

/** TCP connections that were opened: what is drawn once where a split is per connection (docs/policies.md §5.3.6). */
export const openedFamily: Family<OpenedRow> = {
  id: 'opened',
  promql: ({ names, namespaces, windowSeconds }) =>
    `${sumBy(['reporter', ...END_LABELS], rateOf(names.connectionsOpened, scopeAlternatives(namespaces), windowSeconds))} > 0`,
  ...readRows('opened', (base, { value }): OpenedRow => ({ ...base, connectionsPerSecond: value })),
};
