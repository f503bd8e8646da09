import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { findSelected } from '../mesh-index';
import { chipText } from '../policies/configuration-text';
import { describeSelected } from '../text/sentences';
import { useApp, useAppHandle } from '../use-app';
import { useMesh } from '../use-mesh';
import { useTelling } from '../use-telling';
import { sayChanges } from './say-changes';
import { useSpeaker } from './use-speaker';

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
