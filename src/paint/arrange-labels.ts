/**
 * Labels of a picture with few edges, arranged with regard to each other: as many as possible say everything. Where a label stands depends
 * on places and widths only, not on what flows. Pure and deterministic; units are CSS pixels.
 */
import type { Point } from './edge-geometry';
import {
  type Box,
  boxAt,
  LABEL_GAP,
  type LabelRequest,
  leaderOf,
  leadersOf,
  overlaps,
  type PlacedLabel,
  placeLabels,
  widened,
} from './place-labels';
import { touches } from './touches';

/** Who found no place is served first in the next attempt. */
const ATTEMPTS = 5;
/** A place near the own line is worth more than a place that leaves others all of theirs. */
const WEIGHT_OF_LOSS = 0.5;
/** More than the farthest place beside the line costs. */
const COST_OF_CROSSING = 2;

interface Candidate {
  readonly form: number;
  readonly box: Box;
  readonly cost: number;
  readonly foot?: Point;
}

interface Pending {
  readonly request: LabelRequest;
  free: readonly Candidate[];
}

interface Attempt {
  readonly complete: readonly PlacedLabel[];
  /** Those that could not say everything. */
  readonly late: readonly LabelRequest[];
  readonly cost: number;
}

/** The places at which a label says everything, clear of what is in the way; worse where a leader runs over a name or a label that stands. */
function candidatesOf(request: LabelRequest, inTheWay: readonly Box[], settled: readonly PlacedLabel[]): readonly Candidate[] {
  const leaders = leadersOf(settled);
  const candidates: Candidate[] = [];
  for (const [form, size] of request.forms.entries()) {
    if (size.complete !== true) continue;
    for (const { x, y, cost = 0, foot } of size.centres) {
      const box = boxAt({ x, y }, size);
      if (inTheWay.some((other) => overlaps(box, other))) continue;
      const own = leaderOf({ box, ...(foot !== undefined && { foot }) });
      const runsOver =
        (own !== undefined && settled.some((other) => touches(other.box, own.from, own.to))) ||
        leaders.some(({ from, to }) => touches(box, from, to));
      candidates.push({ form, box, cost: cost + (runsOver ? COST_OF_CROSSING : 0), ...(foot !== undefined && { foot }) });
    }
  }
  return candidates;
}

/** What the others lose when a label stands there: for each the share of its free places. */
function lossOf({ box }: Candidate, others: readonly Pending[]): number {
  let loss = 0;
  for (const { free } of others) {
    const lost = free.reduce((count, other) => count + (overlaps(box, other.box, LABEL_GAP) ? 1 : 0), 0);
    if (lost > 0) loss += lost / (free.length - lost + 0.5);
  }
  return loss;
}

function cheapest(
  candidates: readonly Candidate[],
  others: readonly Pending[],
): { readonly chosen: Candidate; readonly cost: number } | undefined {
  let best: { readonly chosen: Candidate; readonly cost: number } | undefined;
  for (const chosen of candidates) {
    const cost = chosen.cost + WEIGHT_OF_LOSS * lossOf(chosen, others);
    if (best === undefined || cost < best.cost) best = { chosen, cost };
  }
  return best;
}

/** Those of `first` in their order, then always the one with fewest free places. */
function nextOf(pending: readonly Pending[], first: readonly string[]): Pending | undefined {
  const rank = ({ request }: Pending): number => {
    const at = first.indexOf(request.id);
    return at < 0 ? first.length : at;
  };
  return pending.reduce<Pending | undefined>((best, one) => {
    if (best === undefined) return one;
    const order = rank(one) - rank(best) || one.free.length - best.free.length;
    return order < 0 ? one : best;
  }, undefined);
}

function attempt(start: readonly Pending[], first: readonly string[]): Attempt {
  let pending: readonly Pending[] = start.map((one) => ({ ...one }));
  const complete: PlacedLabel[] = [];
  const late: LabelRequest[] = [];
  let total = 0;
  for (let next = nextOf(pending, first); next !== undefined; next = nextOf(pending, first)) {
    const { request, free } = next;
    pending = pending.filter((one) => one !== next);
    const best = cheapest(free, request.insistent ? [] : pending);
    if (best === undefined) {
      late.push(request);
      continue;
    }
    const { cost, ...place } = best.chosen;
    const { box } = place;
    complete.push({ id: request.id, ...place });
    total += cost;
    for (const one of pending) one.free = one.free.filter((other) => !overlaps(box, other.box, LABEL_GAP));
  }
  return { complete, late, cost: total };
}

const isBetter = (a: Attempt, b: Attempt): boolean => a.late.length < b.late.length || (a.late.length === b.late.length && a.cost < b.cost);

function bestAttempt(pending: readonly Pending[]): Attempt {
  const insistent = pending
    .filter(({ request }) => request.insistent)
    .sort((a, b) => b.request.priority - a.request.priority)
    .map(({ request }) => request.id);
  let first: readonly string[] = insistent;
  let tried = attempt(pending, first);
  let best = tried;
  for (let round = 1; round < ATTEMPTS && tried.late.length > 0; round += 1) {
    first = [...new Set([...insistent, ...tried.late.map(({ id }) => id), ...first])];
    tried = attempt(pending, first);
    if (isBetter(tried, best)) best = tried;
  }
  return best;
}

/** Those in `firm`, and names, are placed by priority as `placeLabels` does; then the others find places together. */
function arrange(requests: readonly LabelRequest[], obstacles: readonly Box[], firm: ReadonlySet<string>): readonly PlacedLabel[] {
  const canWait = (one: LabelRequest): boolean => !firm.has(one.id) && one.forms.some((form) => form.complete === true);
  const settled = placeLabels(
    requests.filter((one) => !canWait(one)),
    obstacles,
  );
  const inTheWay = [...obstacles, ...settled.map(({ box }) => widened(box))];
  const pending = requests
    .filter(canWait)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((request): Pending => ({ request, free: candidatesOf(request, inTheWay, settled) }));
  const { complete, late } = bestAttempt(pending);
  const squeezed = late.filter((one) => one.insistent);
  // What must be drawn and found no free place covers something, which only those placed first can do.
  if (squeezed.length > 0) return arrange(requests, obstacles, new Set([...firm, ...squeezed.map(({ id }) => id)]));
  const standing = [...settled, ...complete];
  return [...standing, ...placeLabels(late, [...inTheWay, ...complete.map(({ box }) => widened(box))], leadersOf(standing))];
}

/**
 * As many labels as possible say everything, the insistent ones first; what cannot takes a shorter form where there is room left. No two
 * labels overlap, and only insistent ones cover an obstacle.
 */
export function arrangeLabels(requests: readonly LabelRequest[], obstacles: readonly Box[]): readonly PlacedLabel[] {
  return arrange(requests, obstacles, new Set());
}
