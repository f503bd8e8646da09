/** Which rows stand in the document: those in sight, a few more, and the one in the tab order. */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback } from 'react';
import { useRem } from './use-rem';

/** Height of a row in rem: its line and its padding. */
export const ROW_REM = 2;
const OVERSCAN = 8;

interface VirtualRowsInput {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Stays in the document wherever it is, so that the focus is not lost; -1 = none. */
  readonly keep: number;
}

export interface VirtualRows {
  readonly items: readonly { readonly index: number; readonly start: number }[];
  /** Pixels of all rows. */
  readonly height: number;
  /** Rows in sight. */
  readonly page: number;
  readonly reveal: (index: number) => void;
}

export function useVirtualRows({ scroller, count, keep }: VirtualRowsInput): VirtualRows {
  const rowPixels = useRem() * ROW_REM;
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      return keep < 0 || keep >= count || indexes.includes(keep) ? indexes : [...indexes, keep].sort((a, b) => a - b);
    },
    [keep, count],
  );
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: OVERSCAN,
    rangeExtractor,
    // The head covers the first line of what is scrolled.
    scrollMargin: rowPixels,
    scrollPaddingStart: rowPixels,
  });
  return {
    items: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start: start - rowPixels })),
    height: virtualizer.getTotalSize(),
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPixels) - 2),
    reveal: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}
