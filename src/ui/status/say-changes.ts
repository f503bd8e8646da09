/** Says what begins or stops failing while the mesh is followed: rarely, and only of one and the same question. */
import type { App, AppState } from '../../app/app-types';
import { PER_SECOND } from '../../scene/traffic-units';
import { telling } from '../text/sentences';
import { type Failing, failingOf, healthChanges } from './health-changes';

/** Between two announcements; what happens meanwhile is said together, and what comes and goes in between is not. */
export const QUIET_MS = 10_000;

/** Follows the pictures and compares with what was last said; returns its end. */
export function sayChanges(app: Pick<App, 'getState' | 'subscribe'>, say: (text: string) => void): () => void {
  let before: { readonly key: string; readonly failing: Failing } | undefined;
  let saidMs = Number.NEGATIVE_INFINITY;
  const look = (state: AppState) => {
    const { picture } = state;
    if (picture === undefined) return;
    const key = subjectOf(state);
    if (before?.key !== key) {
      before = { key, failing: failingOf(picture.mesh.edges) };
      return;
    }
    if (state.clockMs - saidMs < QUIET_MS) return;
    const nodes = new Map(picture.mesh.nodes.map((node) => [node.id, node]));
    const text = healthChanges(before.failing, picture.mesh.edges, telling(nodes, { units: PER_SECOND }));
    before = { key, failing: failingOf(picture.mesh.edges) };
    if (text === '') return;
    saidMs = state.clockMs;
    say(text);
  };
  look(app.getState());
  return app.subscribe((state, previous) => {
    if (state.picture !== previous.picture) look(state);
  });
}

/** Another question gives another answer: that is no change of the mesh. */
function subjectOf({ view, picture, exposition }: AppState): string {
  const { source, scenario, windowSeconds, end, namespaces, thresholds } = view;
  return JSON.stringify([
    source,
    scenario,
    windowSeconds,
    end,
    namespaces,
    thresholds,
    picture?.mesh.groupBy,
    picture?.openGroups,
    exposition?.names,
  ]);
}
