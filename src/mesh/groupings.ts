import type { GroupBy } from './model';

/** What a link and --group-by may say. */
export const GROUPINGS: readonly GroupBy[] = ['workload', 'app', 'versionedApp', 'service', 'namespace'];
