import type { Picture } from '../worker/messages';

/** A complete picture of nothing, for tests to put their part into. */
export const EMPTY_PICTURE: Picture = {
  sourceId: 'default',
  atSeconds: 1_000,
  windowSeconds: 300,
  scrapeIntervalSeconds: 15,
  stage: 'complete',
  latencyAsksAgain: false,
  mesh: { groupBy: 'app', nodes: [], edges: [], groups: [], unplacedRows: 0, problems: [] },
  layout: { nodes: new Map(), groups: new Map() },
  arrangement: 1,
  openGroups: [],
  totals: { nodes: 0, edges: 0, groups: 0 },
  namespaces: [],
  queries: [],
  problems: [],
};
