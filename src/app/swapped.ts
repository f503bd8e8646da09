/** A becomes B, and B becomes A. */
import type { AppState } from './app-types';
import type { Compare, EndTime } from './view-state';

/** Both as fixed moments; undefined while nothing is compared, or before the answer says which moments they are. */
export function swapped({
  view,
  picture,
}: Pick<AppState, 'view' | 'picture'>): { readonly compare: Compare; readonly end: EndTime } | undefined {
  if (view.compare === undefined || picture?.difference === undefined) return undefined;
  const { before, after } = picture.difference;
  return { compare: { kind: 'at', seconds: after.atSeconds }, end: { kind: 'at', seconds: before.atSeconds } };
}
