/** What the numbers of one edge come to: its class, what stands in the way of one, and how much it matters (docs/diff.md). */
import type { MeshEdge } from '../../mesh/model';
import { type EdgeHeld, FEW_REQUESTS, hasPlaintext } from './compare-edge';
import type { Held } from './held';
import { impactOf } from './impact';
import type { ChangeClass, Delta, Doubt, EdgeChange } from './model';
import type { BothSides, MomentSide } from './moment-side';

export type Judge = (held: Held) => Delta;

export function judgeEdge(held: EdgeHeld, judge: Judge, sides: BothSides): EdgeChange {
  const edge = held.shown;
  const deltas = { rate: judge(held.rate), errorRatio: judge(held.errors), p99: judge(held.p99), mtls: judge(held.mtls) };
  const verdict = verdictOf(held, deltas, sides);
  const plaintext = held.after !== undefined && hasPlaintext(held.after) && plaintextIsNew(held, deltas, verdict.class);
  return {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    protocol: edge.protocol,
    ...verdict,
    ...deltas,
    ...(plaintext && { plaintextAppeared: true }),
    impact: verdict.class === 'unchanged' ? 0 : impactOfEdge(edge, deltas),
  };
}

interface Deltas {
  readonly rate: Delta;
  readonly errorRatio: Delta;
  readonly p99: Delta;
  readonly mtls: Delta;
}

interface Verdict {
  readonly class: ChangeClass;
  readonly doubt?: Doubt;
}

function verdictOf(held: EdgeHeld, deltas: Deltas, sides: BothSides): Verdict {
  const { before, after } = held;
  if (before === undefined || after === undefined) return presence(held, deltas.rate, sides);
  const { errorRatio, p99, mtls } = deltas;
  const rises = ({ significant, before: a = 0, after: b = 0 }: Delta) => significant && b > a;
  const falls = ({ significant, before: a = 0, after: b = 0 }: Delta) => significant && b < a;
  if (rises(errorRatio) || rises(p99) || falls(mtls)) return { class: 'worse' };
  if (falls(errorRatio) || falls(p99) || rises(mtls)) return { class: 'better' };
  if (deltas.rate.significant) return { class: 'changed' };
  const doubt = doubtOf(held, sides);
  return { class: 'unchanged', ...(doubt !== undefined && { doubt }) };
}

/** There at one moment alone. What the other moment was not asked, or did not answer, it does not miss. */
function presence({ before, shown }: EdgeHeld, rate: Delta, sides: BothSides): Verdict {
  const other = before === undefined ? sides.before : sides.after;
  if (!wouldShow(shown, other)) return { class: 'unchanged', doubt: before === undefined ? 'before-unknown' : 'after-unknown' };
  if (!rate.significant) return { class: 'unchanged', doubt: 'too-few' };
  return { class: before === undefined ? 'added' : 'removed' };
}

/** Whether that moment would have shown the edge if it had been there. */
function wouldShow({ protocol, bytesPerSecond }: MeshEdge, { unanswered }: MomentSide): boolean {
  if (protocol !== 'tcp') return !unanswered.has('requests');
  const carries = bytesPerSecond !== undefined && bytesPerSecond.sent + bytesPerSecond.received > 0;
  return !unanswered.has('tcp') && (carries || !unanswered.has('connections'));
}

function doubtOf({ before, after, ...held }: EdgeHeld, sides: BothSides): Doubt | undefined {
  if (held.rate.before === undefined && held.rate.after !== undefined) return 'before-unknown';
  if (held.rate.after === undefined && held.rate.before !== undefined) return 'after-unknown';
  const unsure = [held.rate, held.errors, held.p99, held.mtls].some(({ beyond }) => beyond);
  const few = (edge: MeshEdge | undefined, { windowSeconds }: MomentSide) =>
    edge?.requestsPerSecond !== undefined && edge.requestsPerSecond * windowSeconds < FEW_REQUESTS;
  return unsure || few(before, sides.before) || few(after, sides.after) ? 'too-few' : undefined;
}

const plaintextIsNew = ({ before }: EdgeHeld, { mtls }: Deltas, verdict: ChangeClass): boolean =>
  before === undefined ? verdict === 'added' : before.mtls.ratio !== undefined && !hasPlaintext(before) && mtls.significant;

const impactOfEdge = ({ protocol }: MeshEdge, { rate, errorRatio, p99, mtls }: Deltas): number =>
  impactOf(rate, protocol === 'tcp' ? 'bytes' : 'requests', { points: [errorRatio, mtls], amounts: [p99, rate] });
