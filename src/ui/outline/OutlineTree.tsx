import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useApp, useAppHandle } from '../use-app';
import { OutlineItem } from './OutlineItem';
import { outlineMove, typedAhead } from './outline-keys';
import type { OutlineRow } from './outline-rows';

const ROW_PIXELS = 28;
/** Letters typed within this belong to one name. */
const TYPING_MS = 700;

interface OutlineTreeProps {
  readonly rows: readonly OutlineRow[];
  /** Key of the row the tab key comes to. */
  readonly active: string | undefined;
  readonly labelOf: (row: OutlineRow) => string;
  readonly onActive: (row: OutlineRow) => void;
  readonly onFold: (keys: readonly string[]) => void;
  readonly onChoose: (row: OutlineRow) => void;
  /** undefined = the key has something else to do. */
  readonly onEscape: (() => void) | undefined;
}

/** An ARIA tree of which only what is seen exists: one tab stop, moved by the keys of the pattern. */
export function OutlineTree({ rows, active, labelOf, onActive, onFold, onChoose, onEscape }: OutlineTreeProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | undefined>(undefined);
  const focused = useRef(false);
  const typed = useRef({ text: '', atMs: Number.NEGATIVE_INFINITY });
  const selected = useApp((state) => state.view.selected);
  const app = useAppHandle();
  const activeIndex = rows.findIndex(({ key }) => key === active);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
    getItemKey: (index) => rows[index]?.key ?? index,
    // The row with the focus stays, wherever it was scrolled to.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return activeIndex < 0 || seen.includes(activeIndex) ? seen : [...seen, activeIndex].sort((a, b) => a - b);
    },
  });

  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex);
  }, [virtual, activeIndex]);
  useEffect(() => {
    // The row with the focus may have gone: a group that was opened or closed, a node without traffic.
    const lost = focused.current && document.activeElement === document.body;
    if (active === undefined || (wanted.current !== active && !lost)) return;
    wanted.current = undefined;
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [active]);

  // The map shows where one is.
  const mark = (row: OutlineRow | undefined) => app.canvas?.mark(row === undefined ? undefined : idOf(row));
  const go = (key: string) => {
    const row = rows.find((one) => one.key === key);
    if (row === undefined) return;
    wanted.current = key;
    onActive(row);
  };
  const type = (event: KeyboardEvent): boolean => {
    const within = event.timeStamp - typed.current.atMs < TYPING_MS;
    if (!/^[\p{L}\p{N}_.]$/u.test(event.key) && !(within && event.key === '-')) return false;
    typed.current = { text: (within ? typed.current.text : '') + event.key, atMs: event.timeStamp };
    const key = typedAhead(rows, active ?? '', typed.current.text);
    if (key !== undefined) go(key);
    return true;
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[activeIndex];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW_PIXELS) / ROW_PIXELS) - 1);
    const move = outlineMove(rows, row.key, event.key, page);
    const group = groupOf(row);
    if (move?.kind === 'go') go(move.key);
    else if (move?.kind === 'fold') onFold(move.keys);
    else if (event.key === 'Enter') onChoose(row);
    else if (event.key === 'Escape' && onEscape !== undefined) onEscape();
    else if (event.key === ' ' && group !== undefined) app.actions.toggleGroup(group);
    else if (event.key !== ' ' && !type(event)) return;
    event.preventDefault();
  };

  return (
    <div ref={scroller} className="thin-scroll min-h-0 flex-1 overflow-y-auto">
      <div
        role="tree"
        aria-label="Outline of the map"
        className="relative"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={press}
        onFocus={() => {
          focused.current = true;
          mark(rows[activeIndex]);
        }}
        onBlur={() => {
          focused.current = false;
          mark(undefined);
        }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <OutlineItem
              key={row.key}
              row={row}
              top={start}
              label={labelOf(row)}
              active={index === activeIndex}
              selected={row.kind !== 'callers' && idOf(row) === selected}
              onActive={() => go(row.key)}
              onFold={() => onFold([row.key])}
              onChoose={() => onChoose(row)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** What is selected by this row. */
export function idOf(row: OutlineRow): string {
  if (row.kind === 'group') return row.group.id;
  return row.kind === 'edge' ? row.edge.id : row.node.id;
}

/** The group that opens or closes here. */
export function groupOf(row: OutlineRow): string | undefined {
  if (row.kind === 'group') return row.group.id;
  return row.kind === 'node' ? row.node.group : undefined;
}
