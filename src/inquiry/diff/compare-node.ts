/** One node of both moments: what it answers, and its versions (docs/diff.md). */
import type { Flow, MeshNode, VersionPart } from '../../mesh/model';
import { bytesRateHeld, rateHeld, sharesHeld } from './compare-edge';
import type { Held } from './held';
import { HARMLESS, impactOf } from './impact';
import type { Judge } from './judge-edge';
import type { ChangeClass, Delta, Doubt, EdgeChange, NodeChange } from './model';
import type { BothSides, MomentSide, Pair } from './moment-side';

export interface NodeHeld extends Pair<MeshNode> {
  readonly rate: Held;
  /** Only where it answers nothing but TCP the bytes are its rate. */
  readonly bytes: boolean;
  readonly errors: Held;
  readonly versions: readonly { readonly version: string; readonly held: Held }[];
}

export function holdNode(pair: Pair<MeshNode>, sides: BothSides): NodeHeld {
  const { before, after } = pair;
  const bytes = [before, after].every((node) => node === undefined || node.incoming.requestsPerSecond === 0);
  const flow = (node: MeshNode | undefined, side: MomentSide) => flowOf(node, side, bytes);
  const [a, b] = [flow(before, sides.before), flow(after, sides.after)];
  return {
    ...pair,
    bytes,
    rate: bytes ? bytesRateHeld(a.rate, b.rate, sides) : rateHeld(a, b),
    errors: sharesHeld({ ...a, perSecond: a.rate ?? 0 }, { ...b, perSecond: b.rate ?? 0 }),
    versions: versionsHeld(before, after, sides),
  };
}

interface FlowSide {
  readonly rate: number | undefined;
  readonly ratio: number | undefined;
  readonly seconds: number;
}

const NOTHING: Flow = { requestsPerSecond: 0, bytesPerSecond: 0 };

function flowOf(node: MeshNode | undefined, { unanswered, windowSeconds: seconds }: MomentSide, bytes: boolean): FlowSide {
  const { requestsPerSecond, bytesPerSecond, errorRatio } = node?.incoming ?? NOTHING;
  const rate = bytes ? bytesPerSecond : requestsPerSecond;
  if (rate === 0 && unanswered.has(bytes ? 'tcp' : 'requests')) return { rate: undefined, ratio: undefined, seconds };
  return { rate, ratio: bytes ? undefined : errorRatio, seconds };
}

/** Versions that have traffic at one moment alone, of apps that are there at both. */
function versionsHeld(before: MeshNode | undefined, after: MeshNode | undefined, sides: BothSides): NodeHeld['versions'] {
  if (before?.parts === undefined || after?.parts === undefined) return [];
  const [old, now] = [before.parts, after.parts];
  const names = new Set([...old, ...now].map(({ version }) => version));
  const rateOf = (parts: readonly VersionPart[], version: string, { windowSeconds: seconds }: MomentSide) => ({
    rate: parts.find((part) => part.version === version)?.requestsPerSecond ?? 0,
    seconds,
  });
  return [...names].flatMap((version) => {
    const [a, b] = [rateOf(old, version, sides.before), rateOf(now, version, sides.after)];
    return a.rate === 0 || b.rate === 0 ? [{ version, held: rateHeld(a, b) }] : [];
  });
}

/** `around`: changes of the edges at this node. */
export function judgeNode(held: NodeHeld, judge: Judge, around: readonly EdgeChange[]): NodeChange {
  const { id } = held.shown;
  const [rate, errorRatio] = [judge(held.rate), judge(held.errors)];
  const versions = versionsOf(held, judge);
  const verdict = verdictOf(held, { rate, errorRatio, versions }, around);
  return {
    id,
    ...verdict,
    rate,
    errorRatio,
    ...(versions !== undefined && { versions }),
    impact:
      verdict.class === 'unchanged'
        ? 0
        : impactOf(rate, held.bytes ? 'bytes' : 'requests', {
            points: [errorRatio],
            amounts: [rate],
            // What a new version may touch.
            ...(versions !== undefined && { least: HARMLESS }),
          }),
  };
}

function versionsOf({ versions }: NodeHeld, judge: Judge): NodeChange['versions'] {
  const told = versions.map(({ version, held }) => ({ version, delta: judge(held) })).filter(({ delta }) => delta.significant);
  if (told.length === 0) return undefined;
  const names = (isNew: boolean) => told.filter(({ delta }) => (delta.before === 0) === isNew).map(({ version }) => version);
  return { added: names(true), removed: names(false) };
}

interface Judged {
  readonly rate: Delta;
  readonly errorRatio: Delta;
  readonly versions: NodeChange['versions'];
}

function verdictOf(
  { before, after, ...held }: NodeHeld,
  { rate, errorRatio, versions }: Judged,
  around: readonly EdgeChange[],
): { readonly class: ChangeClass; readonly doubt?: Doubt } {
  if (before === undefined || after === undefined) return presence(before === undefined ? 'added' : 'removed', around);
  if (errorRatio.significant) return { class: (errorRatio.after ?? 0) > (errorRatio.before ?? 0) ? 'worse' : 'better' };
  if (rate.significant || versions !== undefined) return { class: 'changed' };
  if (held.rate.before === undefined && held.rate.after !== undefined) return { class: 'unchanged', doubt: 'before-unknown' };
  if (held.rate.after === undefined && held.rate.before !== undefined) return { class: 'unchanged', doubt: 'after-unknown' };
  return held.rate.beyond || held.errors.beyond ? { class: 'unchanged', doubt: 'too-few' } : { class: 'unchanged' };
}

/** A node is there because its edges are; one without any is there because configuration says so. */
function presence(as: 'added' | 'removed', around: readonly EdgeChange[]): { readonly class: ChangeClass; readonly doubt?: Doubt } {
  if (around.length === 0 || around.some((edge) => edge.class === as)) return { class: as };
  const doubt = around.find((edge) => edge.doubt !== undefined && edge.doubt !== 'too-few')?.doubt ?? 'too-few';
  return { class: 'unchanged', doubt };
}
