/** Which span the timeline lies over: where it opens, and where moving, zooming and presets take it. Pure; Unix seconds throughout. */
import { gridEnd, type RangeGrid } from '../telemetry/range-grid';
import { MOST_SPAN_SECONDS } from '../telemetry/span/plan-span';
import type { AppState } from './app-types';
import type { Span, ViewState } from './view-state';

const DAY_SECONDS = 86_400;
export const LEAST_SPAN_SECONDS = 300;
export const SPAN_SECONDS: readonly number[] = [900, 3600, 6 * 3600, DAY_SECONDS];
const AT_FIRST_SECONDS = 3600;
/** Every step that a grid of at most an hour may have divides it, so that a moment so far from the end is on the grid. */
const QUARTER_SECONDS = 900;

export const lengthOf = ({ fromSeconds, toSeconds }: Span): number => toSeconds - fromSeconds;

/** Ends at the last whole minute before now, of a short span at the last quarter of one. */
export function spanUpToNow(lengthSeconds: number, nowSeconds: number): Span {
  const whole = lengthSeconds < 3600 ? 15 : 60;
  const toSeconds = Math.floor(nowSeconds / whole) * whole;
  return { fromSeconds: toSeconds - lengthSeconds, toSeconds };
}

/** Three quarters before the moment and one after it, so that its end is on the moment's own grid; never beyond now. */
export function spanAround(moment: number, lengthSeconds: number, nowSeconds: number): Span {
  const after =
    lengthSeconds >= 4 * QUARTER_SECONDS ? Math.floor(lengthSeconds / 4 / QUARTER_SECONDS) * QUARTER_SECONDS : lengthSeconds / 3;
  const toSeconds = moment + after <= nowSeconds ? moment + after : moment;
  return { fromSeconds: toSeconds - lengthSeconds, toSeconds };
}

/** Where the timeline opens: over what a snapshot holds; else the last hour, or an hour around the moment that is looked at. */
export function openingSpan({
  view,
  clockMs,
  snapshot,
}: Pick<AppState, 'clockMs'> & {
  readonly view: Pick<ViewState, 'end'>;
  readonly snapshot?: { readonly span: { readonly grid: RangeGrid } | undefined } | undefined;
}): Span {
  if (snapshot?.span !== undefined) {
    const { grid } = snapshot.span;
    return { fromSeconds: grid.startSeconds, toSeconds: gridEnd(grid) };
  }
  const nowSeconds = clockMs / 1000;
  return view.end.kind === 'now' ? spanUpToNow(AT_FIRST_SECONDS, nowSeconds) : spanAround(view.end.seconds, AT_FIRST_SECONDS, nowSeconds);
}

/** The same length, so many seconds later (earlier when negative); never beyond now. */
export function movedSpan(span: Span, bySeconds: number, nowSeconds: number): Span {
  const length = lengthOf(span);
  const toSeconds = Math.min(span.toSeconds + bySeconds, spanUpToNow(length, nowSeconds).toSeconds);
  return { fromSeconds: toSeconds - length, toSeconds };
}

/** Another length, the moment staying where it stands in it as far as now allows; the length stays within its limits. */
export function zoomedSpan(span: Span, factor: number, moment: number, nowSeconds: number): Span {
  const before = lengthOf(span);
  const length = Math.round(Math.min(MOST_SPAN_SECONDS, Math.max(LEAST_SPAN_SECONDS, before * factor)));
  const share = Math.min(1, Math.max(0, (moment - span.fromSeconds) / before));
  const toSeconds = Math.round(moment + (1 - share) * length);
  return movedSpan({ fromSeconds: toSeconds - length, toSeconds }, 0, nowSeconds);
}

/** What was selected by hand, whichever way; at least as long as a span has to be, about the same middle. */
export function selectedSpan(one: number, other: number): Span {
  const from = Math.min(one, other);
  const to = Math.max(one, other);
  const lack = Math.max(0, LEAST_SPAN_SECONDS - (to - from));
  const fromSeconds = Math.round(from - lack / 2);
  return { fromSeconds, toSeconds: fromSeconds + Math.round(Math.max(LEAST_SPAN_SECONDS, to - from)) };
}

/** The moment that is shown, or would be: the view's own, else that of the picture. */
export const shownMoment = ({ view, picture, clockMs }: Pick<AppState, 'view' | 'picture' | 'clockMs'>): number =>
  view.end.kind === 'at' ? view.end.seconds : (picture?.atSeconds ?? Math.floor(clockMs / 1000));
