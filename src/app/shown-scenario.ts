import type { AppState } from './app-types';

/** The mock's scenario that is shown: the one the view names, else the server's own. */
export const shownScenario = ({ view, scenarios }: Pick<AppState, 'view' | 'scenarios'>): string | undefined =>
  view.scenario ?? scenarios.find(({ current }) => current)?.name;
