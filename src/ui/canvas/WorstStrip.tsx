import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { differenceShown } from '../../app/difference-shown';
import { draftShown } from '../../app/draft-shown';
import type { SceneEdge } from '../../scene/scene';
import { TONE_TEXT } from '../controls/marks';
import { useApp, useAppHandle } from '../use-app';
import type { MapStrip } from './use-renderer';

interface WorstStripProps {
  readonly strip: MapStrip;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onSelected: () => void;
}

function titleOf(differing: boolean, drafted: boolean): string {
  if (differing) return 'Greatest changes';
  return drafted ? 'Edges of the draft' : 'Worst edges';
}

/** The worst edges whose numbers found no room beside their lines, by rank; the same numbers stand on the lines. */
export function WorstStrip({ strip, open, onOpenChange, onSelected }: WorstStripProps): ReactNode {
  const scene = useApp((state) => state.scene);
  const { nodes, edges } = useMemo(
    () => ({
      nodes: new Map(scene?.nodes.map((node) => [node.id, node.label])),
      edges: new Map(scene?.edges.map((edge) => [edge.id, edge])),
    }),
    [scene],
  );
  const { box, rows, of } = strip;
  const differing = useApp((state) => differenceShown(state) !== undefined);
  const drafted = useApp((state) => draftShown(state) !== undefined);
  const title = titleOf(differing, drafted);
  const what = title.toLowerCase();
  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <section
      aria-label={`${title} without room for their numbers`}
      className="print:hidden pointer-events-none absolute z-[8] flex flex-col justify-end"
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
    >
      <div className="pointer-events-auto flex min-h-0 flex-col rounded-lg border border-line bg-surface shadow-float">
        <button
          type="button"
          aria-expanded={open}
          className="flex h-8 shrink-0 items-center gap-2 px-3 text-left text-muted text-xs hover:text-ink"
          onClick={() => onOpenChange(!open)}
        >
          <span className="min-w-0 flex-1 truncate">
            {rows.length} of {of} {what}: no room on the map
          </span>
          <Chevron size={14} aria-hidden />
        </button>
        {open ? (
          <ol className="thin-scroll min-h-0 overflow-y-auto border-line border-t">
            {rows.map(({ id, rank, marked }) => {
              const edge = edges.get(id);
              return edge === undefined ? null : (
                <Row
                  key={id}
                  edge={edge}
                  rank={rank}
                  marked={marked}
                  names={`${nodes.get(edge.source) ?? ''} → ${nodes.get(edge.target) ?? ''}`}
                  onSelected={onSelected}
                />
              );
            })}
          </ol>
        ) : null}
      </div>
    </section>
  );
}

interface RowProps {
  readonly edge: SceneEdge;
  readonly rank: number;
  readonly marked: boolean;
  readonly names: string;
  readonly onSelected: () => void;
}

function Row({ edge, rank, marked, names, onSelected }: RowProps): ReactNode {
  const app = useAppHandle();
  const select = () => {
    app.actions.select(edge.id);
    // Without a number on the map the edge may be out of sight.
    if (!marked) app.canvas?.reveal(edge.id);
    onSelected();
  };
  return (
    <li>
      <button
        type="button"
        data-rank={rank}
        aria-current={edge.selected}
        className="flex w-full items-baseline gap-2 px-3 py-0.5 text-left -outline-offset-2 hover:bg-sunken aria-[current=true]:bg-sunken"
        onClick={select}
      >
        <span className="w-5 shrink-0 text-right text-muted text-xs">{rank}</span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium text-xs">{names}</span>
          <span className="block truncate text-2xs" title={edge.labels.map(({ text }) => text).join(' · ')}>
            {edge.labels.map(({ text, tone }, index) => (
              <span key={text} className={tone === 'ok' ? '' : TONE_TEXT[tone]}>
                {index === 0 ? '' : ' · '}
                {text}
              </span>
            ))}
          </span>
        </span>
      </button>
    </li>
  );
}
