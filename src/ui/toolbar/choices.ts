/** What the toolbar offers: plain lists. */
import type { Theme } from '../../app/app-types';
import type { GroupBy } from '../../mesh/model';

export const WINDOWS_SECONDS = [60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800] as const;
export const REFRESH_SECONDS = [5, 10, 15, 30, 60, 300] as const;

export const GROUPINGS: readonly { readonly value: GroupBy | 'auto'; readonly label: string; readonly description: string }[] = [
  { value: 'auto', label: 'automatic', description: 'Chosen once by the size of the mesh' },
  { value: 'workload', label: 'workload', description: 'One node a Deployment, StatefulSet, …' },
  { value: 'app', label: 'app', description: 'One node an app, its versions as parts' },
  { value: 'versionedApp', label: 'app + version', description: 'One node a version of an app' },
  { value: 'service', label: 'service', description: 'One node a called service' },
  { value: 'namespace', label: 'namespace', description: 'One node a namespace' },
];

export const groupingLabel = (groupBy: GroupBy | undefined): string =>
  GROUPINGS.find(({ value }) => value === (groupBy ?? 'auto'))?.label ?? 'automatic';

export const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'as the system' },
  { value: 'light', label: 'light' },
  { value: 'dark', label: 'dark' },
];
