import type { ReactNode } from 'react';
import { findSelected } from '../mesh-index';
import { titleOf } from '../panels/Panel';
import { chipText } from '../policies/configuration-text';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';

/** Says what is otherwise only seen: failures that settled, what was selected, and whose resources apply. Good refreshes are silent. */
export function Announcer(): ReactNode {
  const phase = useApp((state) => state.status.phase);
  const failure = useApp((state) => state.status.failure[0]?.message);
  const selected = useApp((state) => state.view.selected);
  const mesh = useMesh();
  const found = selected === undefined || mesh === undefined ? undefined : findSelected(mesh, selected);
  const title = found === undefined || mesh === undefined ? undefined : titleOf(found, mesh);
  const configuration = useApp((state) => state.configuration);
  const settled = configuration.phase !== 'reading' && configuration.origin === 'bundle';
  return (
    <div className="sr-only">
      <p aria-live="polite">{settled ? `Configuration: ${chipText(configuration)}` : ''}</p>
      <p aria-live="polite">{title === undefined ? '' : `Selected: ${title.name}, ${title.kind}`}</p>
      <p aria-live="polite">{phase === 'failed' && failure !== undefined ? `Refresh failed: ${failure}` : ''}</p>
    </div>
  );
}
