import { type ReactNode, useMemo, useState } from 'react';
import type { ChangeClass, Difference, EdgeChange, NodeChange } from '../../inquiry/diff/model';
import { many } from '../../lib/many';
import { momentText } from '../../lib/range-text';
import type { MeshNode, NodeId } from '../../mesh/model';
import { markOf } from '../../scene/difference';
import { NOISE } from '../../scene/noise-text';
import { CHANGE_STYLES } from '../../scene/style-table';
import { Button } from '../controls/Button';
import { Section } from '../panels/Section';
import { useSelect } from '../panels/use-select';
import { nodeName, nodePlace } from '../text/names';
import { offsetOf } from '../text/range-text';
import { useApp, useAppHandle } from '../use-app';
import { useMesh } from '../use-mesh';
import { useUnits } from '../use-units';
import { ChangeSign } from './ChangeSign';
import { edgeDeltas, noChangeSentence, nodeDeltas } from './change-words';
import { changedEdgeName, changedName } from './changed-name';
import { PolicyChanges } from './PolicyChanges';
import { useBothMoments } from './use-compared';

const PAGE = 100;
const CLASSES = ['worse', 'removed', 'added', 'better', 'changed'] as const satisfies readonly ChangeClass[];

/** What changed from A to B, the greatest impact first and causes before those that inherit them. */
export function ChangesPanel(): ReactNode {
  const difference = useBothMoments();
  if (difference === undefined) return <NotYetCompared />;
  return (
    <>
      <Edges difference={difference} />
      <PolicyChanges policies={difference.policies} />
    </>
  );
}

/** A is on its way, or nobody answered for it: a file has the moments that it was saved with. */
function NotYetCompared(): ReactNode {
  const app = useAppHandle();
  const given = useApp((state) => state.status.phase !== 'loading' && state.picture?.stage === 'complete');
  const recorded = useApp((state) => state.snapshot !== undefined);
  if (!given) return <p className="p-4 text-muted">What changed from A to B stands here as soon as both moments are known.</p>;
  return (
    <div role="status" className="flex flex-col items-start gap-3 p-4">
      <p>
        <span className="text-unknown">?</span>{' '}
        {recorded
          ? 'Moment A is not in this file, so nothing is compared. A file has the moments of its timeline and those it was saved with.'
          : 'Moment A could not be asked for, so nothing is compared. Problems say why.'}
      </p>
      <Button onClick={() => app.face?.openCompare()}>Choose another moment</Button>
    </div>
  );
}

function Edges({ difference }: { readonly difference: Difference }): ReactNode {
  const [only, setOnly] = useState<ChangeClass>();
  const chosen = only !== undefined && difference.counts[only] > 0 ? only : undefined;
  const rows = useMemo(() => rankedRows(difference, chosen), [difference, chosen]);
  const all = difference.ranked.length;
  return (
    <Section
      title={all === 0 ? 'What changed' : `What changed (${rows.length === all ? all : `${rows.length} of ${all}`})`}
      aside={<span className="text-2xs text-muted">traffic × change, causes first</span>}
    >
      <Sides difference={difference} />
      {all === 0 ? (
        <NothingChanged difference={difference} />
      ) : (
        <>
          <Filter difference={difference} only={chosen} onOnly={setOnly} />
          <Rows key={chosen ?? ''} rows={rows} />
          <p className="mt-2 text-2xs text-muted">
            {many(difference.counts.unchanged, 'edge')} unchanged. Noise is {NOISE}.
          </p>
        </>
      )}
    </Section>
  );
}

type Row = { readonly kind: 'edge'; readonly change: EdgeChange } | { readonly kind: 'node'; readonly change: NodeChange };

function rankedRows({ ranked, edges, nodes }: Difference, only: ChangeClass | undefined): readonly Row[] {
  return ranked.flatMap((id): Row[] => {
    const edge = edges.get(id);
    const node = nodes.get(id);
    if (edge !== undefined) return only === undefined || edge.class === only ? [{ kind: 'edge', change: edge }] : [];
    return node !== undefined && (only === undefined || node.class === only) ? [{ kind: 'node', change: node }] : [];
  });
}

/** What nobody knows of a moment is said before anything is concluded. */
function Sides({ difference }: { readonly difference: Difference }): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  const doubts = useMemo(() => doubtsOf(difference), [difference]);
  const sides = [
    { letter: 'A', count: doubts['before-unknown'], atSeconds: difference.before.atSeconds },
    { letter: 'B', count: doubts['after-unknown'], atSeconds: difference.after.atSeconds },
  ].filter(({ count }) => count > 0);
  return sides.map(({ letter, count, atSeconds }) => (
    <p key={letter} className="mb-2 text-sm text-unknown">
      <span aria-hidden className="font-bold">
        ?{' '}
      </span>
      {letter} is not known for {many(count, 'edge')}: at {momentText(atSeconds, offset)} the source did not answer for them, or keeps
      nothing that old. Whether they were there cannot be told.
    </p>
  ));
}

function doubtsOf({ edges }: Difference): Readonly<Record<NonNullable<EdgeChange['doubt']>, number>> {
  const counts = { 'too-few': 0, 'before-unknown': 0, 'after-unknown': 0 };
  for (const { doubt } of edges.values()) if (doubt !== undefined) counts[doubt] += 1;
  return counts;
}

function NothingChanged({ difference }: { readonly difference: Difference }): ReactNode {
  const isSame = difference.before.atSeconds === difference.after.atSeconds;
  const doubts = doubtsOf(difference);
  const few = doubts['too-few'];
  const unknown = doubts['before-unknown'] + doubts['after-unknown'];
  return (
    <>
      <p className="font-medium">{noChangeSentence(unknown, difference.edges.size)}</p>
      <p className="mt-1 text-muted text-xs">
        {isSame ? 'A and B are the same moment. ' : ''}
        Noise is {NOISE}.{few === 0 ? '' : ` ${many(few, 'edge')} had too few requests to tell.`}
      </p>
    </>
  );
}

interface FilterProps {
  readonly difference: Difference;
  readonly only: ChangeClass | undefined;
  readonly onOnly: (only: ChangeClass | undefined) => void;
}

/** Counts per class; one of them narrows the list to itself. */
function Filter({ difference, only, onOnly }: FilterProps): ReactNode {
  return (
    <fieldset aria-label="Only one class" className="mb-1.5 flex flex-wrap gap-1">
      {CLASSES.filter((one) => difference.counts[one] > 0).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={only === one}
          data-class={one}
          data-count={difference.counts[one]}
          onClick={() => onOnly(only === one ? undefined : one)}
          className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line px-2 text-xs hover:border-line-strong aria-pressed:border-accent aria-pressed:bg-sunken aria-pressed:font-semibold"
        >
          <ChangeSign change={one} />
          {difference.counts[one]} {CHANGE_STYLES[one].word}
        </button>
      ))}
    </fieldset>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const [most, setMost] = useState(PAGE);
  const select = useSelect();
  return (
    <>
      <ol className="-mx-2">
        {rows.slice(0, most).map((row) => (
          <li key={row.change.id}>
            <button
              type="button"
              data-change={markOf(row.change)}
              data-changed={row.change.id}
              onClick={() => select(row.change.id)}
              className="flex min-h-7 w-full items-baseline gap-2 rounded px-2 py-1 text-left hover:bg-sunken"
            >
              <span className="self-start pt-px">
                <ChangeSign change={markOf(row.change)} />
              </span>
              <RowText row={row} />
            </button>
          </li>
        ))}
      </ol>
      {rows.length > most ? (
        <Button className="mt-1 w-full" onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, rows.length - most)} more of {rows.length}
        </Button>
      ) : null}
    </>
  );
}

function RowText({ row }: { readonly row: Row }): ReactNode {
  const index = useMesh();
  const units = useUnits();
  const nodes = index?.nodes ?? NO_NODES;
  const name = row.kind === 'edge' ? changedEdgeName(row.change, nodes) : nodeWords(nodes.get(row.change.id), row.change.id);
  const deltas = row.kind === 'edge' ? edgeDeltas(row.change, units) : nodeDeltas(row.change, units);
  return (
    <span className="min-w-0 flex-1">
      <span className="block truncate font-medium" title={name}>
        {name}
      </span>
      <span className="block text-muted text-xs">{deltas.join(' · ')}</span>
    </span>
  );
}

const NO_NODES: ReadonlyMap<NodeId, MeshNode> = new Map();

const nodeWords = (node: MeshNode | undefined, id: NodeId): string =>
  node === undefined ? changedName(id, NO_NODES) : `${nodeName(node)} in ${nodePlace(node)}`;
