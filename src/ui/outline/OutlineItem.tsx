import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Health } from '../../mesh/model';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { HealthMark } from '../controls/marks';
import { flowText } from '../panels/edge-values';
import { ratioText } from '../text/edge-numbers';
import { useUnits } from '../use-units';
import type { OutlineRow } from './outline-rows';

interface OutlineItemProps {
  readonly row: OutlineRow;
  /** Pixels from the top of the tree. */
  readonly top: number;
  /** The row as a sentence. */
  readonly label: string;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onActive: () => void;
  readonly onFold: () => void;
  readonly onChoose: () => void;
}

/** One row: a pointer selects by it and folds by its arrow; keys belong to the tree. */
export function OutlineItem({ row, top, label, active, selected, onActive, onFold, onChoose }: OutlineItemProps): ReactNode {
  const Arrow = row.unfolded === true ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it holds the keys of the pattern.
    <div
      role="treeitem"
      aria-label={label}
      aria-level={row.level}
      aria-setsize={row.setSize}
      aria-posinset={row.position}
      aria-selected={selected}
      {...(row.unfolded === undefined ? {} : { 'aria-expanded': row.unfolded })}
      tabIndex={active ? 0 : -1}
      data-key={row.key}
      onClick={() => {
        onActive();
        onChoose();
      }}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: `${row.level * 0.75}rem` }}
      className="absolute inset-x-0 top-0 flex h-7 cursor-pointer items-center gap-1.5 pr-2 -outline-offset-2 hover:bg-sunken aria-selected:bg-sunken aria-selected:font-semibold"
    >
      <span
        aria-hidden
        className={`flex size-6 shrink-0 items-center justify-center rounded text-muted ${row.unfolded === undefined ? 'invisible' : 'hover:text-ink'}`}
        onClick={(event) => {
          event.stopPropagation();
          onActive();
          onFold();
        }}
      >
        <Arrow size={14} />
      </span>
      <Content row={row} />
    </div>
  );
}

function Content({ row }: { readonly row: OutlineRow }): ReactNode {
  if (row.kind === 'group')
    return <Name mark={undefined} name={row.name} aside={row.group.sickMembers === 0 ? '' : `${row.group.sickMembers} sick`} strong />;
  if (row.kind === 'callers') return <Name mark={undefined} name={row.name} aside={String(row.count)} muted />;
  if (row.kind === 'node')
    return <Name mark={row.node.health} name={row.name} aside={row.node.health === 'healthy' ? '' : (row.node.reason ?? '')} />;
  return <EdgeContent row={row} />;
}

function EdgeContent({ row }: { readonly row: Extract<OutlineRow, { kind: 'edge' }> }): ReactNode {
  const units = useUnits();
  const { edge, direction, name } = row;
  const traffic = edge.health === 'idle' ? 'idle' : flowText(edge, units);
  const errors = edge.errorRatio === undefined || edge.errorRatio === 0 ? '' : `${ratioText(edge.errorRatio)} err`;
  const protocol = edge.protocol === 'http' ? '' : `${PROTOCOL_NAMES[edge.protocol]} · `;
  return (
    <Name mark={edge.health} name={`${direction === 'out' ? '→' : '←'} ${name}`} aside={protocol + (errors === '' ? traffic : errors)} />
  );
}

interface NameProps {
  readonly mark: Health | undefined;
  readonly name: string;
  readonly aside: string;
  readonly strong?: boolean;
  readonly muted?: boolean;
}

function Name({ mark, name, aside, strong = false, muted = false }: NameProps): ReactNode {
  return (
    <>
      {mark === undefined ? null : <HealthMark health={mark} />}
      <span className={`min-w-0 flex-1 truncate ${strong ? 'font-semibold' : ''} ${muted ? 'text-muted' : ''}`}>{name}</span>
      <span className="max-w-28 shrink-0 truncate text-muted text-xs">{aside}</span>
    </>
  );
}
