import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import type { App, AppState } from '../../app/app-types';
import { PER_SECOND } from '../../scene/traffic-units';
import { findSelected } from '../mesh-index';
import { chipText } from '../policies/configuration-text';
import { describeSelected, telling } from '../text/sentences';
import { useApp, useAppHandle } from '../use-app';
import { useMesh } from '../use-mesh';
import { useTelling } from '../use-telling';
import { type Failing, failingOf, healthChanges } from './health-changes';
import { useSpeaker } from './use-speaker';

/** Between two announcements of changes; what happens meanwhile is said together. */
const QUIET_MS = 10_000;

/** Says what is otherwise only seen: what was selected, what began or stopped failing, a source that fails or is back, and whose resources apply. Good refreshes are silent. */
export function Announcer(): ReactNode {
  const speaker = useSpeaker();
  const spoken = useSyncExternalStore(speaker.subscribe, speaker.spoken, speaker.spoken);
  const phase = useApp((state) => state.status.phase);
  const failure = useApp((state) => state.status.failure[0]?.message);
  const configuration = useApp((state) => state.configuration);
  const settled = configuration.phase !== 'reading' && configuration.origin === 'bundle';
  useSelectionSaid();
  useChangesSaid();
  useReturnSaid();
  return (
    <div className="sr-only">
      <p aria-live="polite">{settled ? `Configuration: ${chipText(configuration)}` : ''}</p>
      <p aria-live="polite" data-testid="said">
        {spoken}
      </p>
      <p aria-live="polite">{phase === 'failed' && failure !== undefined ? `Refresh failed: ${failure}` : ''}</p>
    </div>
  );
}

/** Sentence of what is selected; undefined while it is not in the picture. */
export function useSelectionSentence(): string | undefined {
  const selected = useApp((state) => state.view.selected);
  const openGroups = useApp((state) => state.picture?.openGroups);
  const mesh = useMesh();
  const names = useTelling();
  if (selected === undefined || mesh === undefined || names === undefined) return undefined;
  const found = findSelected(mesh, selected);
  return found === undefined ? undefined : describeSelected(found, names, openGroups ?? []);
}

/** Once a selection, not at each refresh. */
function useSelectionSaid(): void {
  const speaker = useSpeaker();
  const selected = useApp((state) => state.view.selected);
  const sentence = useSelectionSentence();
  const said = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (selected === undefined) said.current = undefined;
    if (selected === said.current || sentence === undefined) return;
    said.current = selected;
    speaker.say(`Selected: ${sentence}`);
  }, [speaker, selected, sentence]);
}

function useChangesSaid(): void {
  const app = useAppHandle();
  const speaker = useSpeaker();
  const on = useApp((state) => state.preferences.sayChanges);
  useEffect(() => (on ? sayChanges(app, speaker.say) : undefined), [app, speaker, on]);
}

/** Follows the pictures; compares with what was last said, so that what flaps in between is not. */
function sayChanges(app: App, say: (text: string) => void): () => void {
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

/** After a failure the next good answer is news. */
function useReturnSaid(): void {
  const speaker = useSpeaker();
  const phase = useApp((state) => state.status.phase);
  const failed = useRef(false);
  useEffect(() => {
    if (phase === 'failed') failed.current = true;
    if (phase !== 'settled' || !failed.current) return;
    failed.current = false;
    speaker.say('The source answers again.');
  }, [speaker, phase]);
}
