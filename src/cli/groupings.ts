import type { GroupBy } from '../mesh/model';

/** What --group-by may be. */
export const GROUPINGS: readonly GroupBy[] = ['workload', 'app', 'versionedApp', 'service', 'namespace'];
