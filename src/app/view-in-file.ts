import type { ViewState } from './view-state';

/**
 * A view as a file keeps it. A file stands for its source: which one it was, and the page it was looked at in, mean nothing elsewhere. Moments
 * (Unix seconds) are those of the file; undefined = as the view says, and nothing to compare with. Pins and viewport stand beside the view.
 */
export function viewInFile(view: ViewState, atSeconds: number | undefined, beforeSeconds: number | undefined): ViewState {
  const end = atSeconds === undefined ? view.end : { kind: 'at' as const, seconds: atSeconds };
  const compare = view.compare === undefined || beforeSeconds === undefined ? undefined : { kind: 'at' as const, seconds: beforeSeconds };
  const elsewhere = { source: '', scenario: undefined, mode: 'page', refreshSeconds: undefined, details: undefined } as const;
  return { ...view, ...elsewhere, end, compare, pins: new Map(), viewport: undefined };
}
