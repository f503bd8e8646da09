/** Two moments for a window before and a window after something. */
import type { Compare, EndTime } from '../../app/view-state';

/** A ends at the moment, B begins there; while B would end in the future it follows now. */
export function around(atSeconds: number, windowSeconds: number, nowSeconds: number): { readonly compare: Compare; readonly end: EndTime } {
  const after = atSeconds + windowSeconds;
  return { compare: { kind: 'at', seconds: atSeconds }, end: after >= nowSeconds ? { kind: 'now' } : { kind: 'at', seconds: after } };
}
