/** Which rows or columns stand in the document: those in sight, a few more, and the one in the tab order. */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useMemo } from 'react';
import { useMedia } from '../use-media';
import { useRem } from './use-rem';

/** Height of a row of a table in rem: its line and its padding. */
export const ROW_REM = 2;
const OVERSCAN = 8;
/** More rows than a few dozen sheets are no print but an export. */
const MOST_PRINTED = 2000;

interface VirtualLinesInput {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Height of a row, or width of a column, in rem. */
  readonly rem: number;
  /** Of the head that covers the first of what is scrolled, in rem. */
  readonly headRem: number;
  readonly horizontal?: boolean;
  /** Stays in the document wherever it is, so that the focus is not lost; -1 = none. */
  readonly keep: number;
}

export interface VirtualLine {
  readonly index: number;
  /** Pixels from the end of the head. */
  readonly start: number;
}

export interface VirtualLines {
  readonly items: readonly VirtualLine[];
  /** Pixels of all of them. */
  readonly size: number;
  /** How many are in sight. */
  readonly page: number;
  /** First and last in sight. */
  readonly inSight: readonly [number, number];
  readonly reveal: (index: number) => void;
}

export function useVirtualLines({ scroller, count, rem, headRem, horizontal = false, keep }: VirtualLinesInput): VirtualLines {
  const pixels = useRem();
  const printing = useMedia('print');
  const head = pixels * headRem;
  const rangeExtractor = useCallback(
    (range: Range) => {
      // On paper nothing scrolls.
      if (printing) return Array.from({ length: Math.min(count, MOST_PRINTED) }, (_, index) => index);
      const indexes = defaultRangeExtractor(range);
      return keep < 0 || keep >= count || indexes.includes(keep) ? indexes : [...indexes, keep].sort((a, b) => a - b);
    },
    [keep, count, printing],
  );
  const virtualizer = useVirtualizer({
    count,
    horizontal,
    getScrollElement: () => scroller.current,
    estimateSize: () => pixels * rem,
    overscan: OVERSCAN,
    rangeExtractor,
    scrollMargin: head,
    scrollPaddingStart: head,
  });
  const items = virtualizer.getVirtualItems();
  const offset = virtualizer.scrollOffset ?? 0;
  const room = Math.max(0, (virtualizer.scrollRect?.[horizontal ? 'width' : 'height'] ?? 0) - head);
  const first = Math.ceil(offset / (pixels * rem));
  return {
    items: useMemo(() => items.map(({ index, start }) => ({ index, start: start - head })), [items, head]),
    size: virtualizer.getTotalSize(),
    page: Math.max(1, Math.floor(room / (pixels * rem)) - 1),
    inSight: [first, Math.min(count - 1, Math.floor((offset + room) / (pixels * rem)) - 1)],
    reveal: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}
