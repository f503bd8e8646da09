import type { ReactNode } from 'react';
import { differenceShown } from '../../app/difference-shown';
import type { Difference } from '../../inquiry/diff/model';
import { many } from '../../lib/many';
import type { OffsetMinutes } from '../../lib/range-text';
import { type Absence, shortClockText } from '../../scene/ghosts';
import { ChangeSign } from '../compare/ChangeSign';
import { useCompared } from '../compare/use-compared';
import { useSelect } from '../panels/use-select';
import { edgeName, nodeName } from '../text/names';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';
import { useMesh } from '../use-mesh';

/** A list is for reading: what is beyond it is counted. */
const MOST_LISTED = 50;

/** What vanished within the window, or is there at other moments of the timeline, and stands on the map as a ghost: the same beside the outline and the table; never counted in sums. */
export function GoneThings(): ReactNode {
  const ghosts = useApp((state) => state.picture?.ghosts);
  const zone = useApp((state) => state.preferences.timeZone);
  const mesh = useMesh();
  const actions = useActions();
  const removed = useApp((state) => differenceShown(state)?.removed);
  const overSpan = useApp(({ span }) => span !== undefined);
  const compared = useCompared() !== undefined;
  if (removed !== undefined) return <RemovedThings removed={removed} />;
  if (ghosts === undefined || ghosts.nodes.length + ghosts.edges.length === 0) return null;
  const gone = new Map(ghosts.nodes.map(({ id, node }) => [id, node]));
  const nameOf = (id: (typeof ghosts.edges)[number]['source']): string => {
    const node = mesh?.nodes.get(id) ?? gone.get(id);
    return node === undefined ? id : nodeName(node);
  };
  const offset = offsetOf(zone);
  const things = [
    ...ghosts.nodes.map((ghost) => ({ ...ghost, name: nodeName(ghost.node) })),
    ...ghosts.edges.map((ghost) => ({ ...ghost, name: `${nameOf(ghost.source)} → ${nameOf(ghost.target)}` })),
  ];
  return (
    <details className="shrink-0 border-line border-t px-3 py-1 text-xs">
      <summary className="cursor-pointer py-1">
        {overSpan || compared ? 'Not there at this moment' : 'Gone in this window'}: {many(ghosts.nodes.length, 'node')},{' '}
        {many(ghosts.edges.length, 'edge')}
      </summary>
      <ul className="thin-scroll max-h-40 overflow-y-auto">
        {things.slice(0, MOST_LISTED).map(({ id, name, ...absence }) => (
          <li key={id}>
            <button
              type="button"
              className="flex min-h-6 w-full justify-between gap-2 rounded px-1 text-left hover:bg-sunken"
              onClick={() => actions.select(id)}
            >
              <span className="truncate">{name}</span>
              <span className="shrink-0 text-muted">{absenceWords(absence, offset)}</span>
            </button>
          </li>
        ))}
      </ul>
      {things.length > MOST_LISTED ? <p className="py-1 text-muted">And {things.length - MOST_LISTED} more.</p> : null}
    </details>
  );
}

function absenceWords({ sinceSeconds, yetToCome, onlyAt }: Absence, offset: OffsetMinutes): string {
  if (onlyAt !== undefined) return `at ${onlyAt} only`;
  return `${yetToCome ? 'not there until' : 'gone since'} ${shortClockText(sinceSeconds, offset(sinceSeconds))}`;
}

/** What only the moment before has, while two are compared; never counted in sums. */
function RemovedThings({ removed }: { readonly removed: Difference['removed'] }): ReactNode {
  const mesh = useMesh();
  const select = useSelect();
  if (mesh === undefined || removed.nodes.length + removed.edges.length === 0) return null;
  const things = [
    ...removed.nodes.map((node) => ({ id: node.id, name: nodeName(node) })),
    ...removed.edges.map((edge) => ({ id: edge.id, name: edgeName(edge, mesh.nodes) })),
  ];
  return (
    <details className="shrink-0 border-line border-t px-3 py-1 text-xs">
      <summary className="cursor-pointer py-1">
        Removed since A: {many(removed.nodes.length, 'node')}, {many(removed.edges.length, 'edge')}
      </summary>
      <ul className="thin-scroll max-h-40 overflow-y-auto">
        {things.slice(0, MOST_LISTED).map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              className="flex min-h-6 w-full items-center gap-2 rounded px-1 text-left hover:bg-sunken"
              onClick={() => select(id)}
            >
              <ChangeSign change="removed" />
              <span className="truncate">{name}</span>
            </button>
          </li>
        ))}
      </ul>
      {things.length > MOST_LISTED ? <p className="py-1 text-muted">And {things.length - MOST_LISTED} more.</p> : null}
    </details>
  );
}
