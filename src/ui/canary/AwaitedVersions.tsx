import { type ReactNode, useMemo } from 'react';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import { shareText } from '../../scene/labels/split';
import { endName } from '../text/names';
import { useActions } from '../use-app';
import { useMesh } from '../use-mesh';
import { useSplits } from './use-splits';

const MOST_LISTED = 50;

/** Versions that a route sends a share to and nothing flowed to: on the map they are dotted, here they stand beside the outline and the table. */
export function AwaitedVersions(): ReactNode {
  const splits = useSplits();
  const mesh = useMesh();
  const actions = useActions();
  const awaited = useMemo(
    () => (mesh === undefined ? [] : [...splits.values()].filter(({ edge }) => !mesh.edges.has(edge))),
    [splits, mesh],
  );
  if (mesh === undefined || awaited.length === 0) return null;
  return (
    <details className="shrink-0 border-line border-t px-3 py-1 text-xs">
      <summary className="cursor-pointer py-1">Split, and without traffic: {many(awaited.length, 'version')}</summary>
      <ul className="thin-scroll max-h-40 overflow-y-auto">
        {awaited.slice(0, MOST_LISTED).map(({ edge, stream, parts }) => (
          <li key={edge}>
            <button
              type="button"
              className="flex min-h-6 w-full justify-between gap-2 rounded px-1 text-left hover:bg-sunken"
              onClick={() => actions.select(edge)}
            >
              <span className="truncate">
                {endName(stream.source, mesh.nodes)} → {parts.map(({ part }) => displayText(part.version, 40)).join(', ')}
              </span>
              <span className="shrink-0 text-muted">{parts.map(({ part }) => shareText(stream, part)).join(', ')}</span>
            </button>
          </li>
        ))}
      </ul>
      {awaited.length > MOST_LISTED ? <p className="py-1 text-muted">And {awaited.length - MOST_LISTED} more.</p> : null}
    </details>
  );
}
