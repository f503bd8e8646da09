/** What the resources of two moments say of the same traffic (docs/diff.md). */
import { type Coverage, createInventory, type Inventory } from '../../istio/inventory';
import { refText } from '../../istio/ref';
import { KIND_NAMES, type KindName } from '../../istio/resources/index';
import type { Resource } from '../../istio/resources/resource';
import { formatRatio } from '../../lib/format-number';
import type { EdgeId } from '../../mesh/model';
import type { ImaginedPolicies, PolicyResult } from '../../policy/evaluate-policies';
import type { CallKey, Routing, Transport } from '../../policy/model';
import type { Observation } from '../../policy/observation';
import { diffVerdicts } from '../what-if/diff-verdicts';
import type { BeforeAfter, CallChange, MovedShare, SaidOfAccess, SaidOfTransport, VerdictDiff } from '../what-if/model';
import { createPlaces } from '../what-if/places';
import { type Between, changesByTime, compareResources, isRunning } from './compare-resources';
import type { PolicyDifference, VerdictChange } from './model';

/** The resources and the traffic of B, evaluated. */
export interface EvaluatedAfter {
  readonly inventory: Inventory;
  readonly observation: Observation;
  readonly policies: PolicyResult;
  readonly imagine: (inventory: Inventory, observation: Observation) => ImaginedPolicies;
  /** The lines a call is drawn on. */
  readonly drawnEdgesOf: (call: CallKey) => readonly EdgeId[];
}

/**
 * `before` undefined: the resources of A are not known, and times alone tell. Else both are held against the traffic of B, so that a verdict
 * that differs does so because of the resources: those of B as they are, those of A as if they still stood, over the Pods of B.
 */
export function comparePolicies(before: Inventory | undefined, after: EvaluatedAfter, between: Between): PolicyDifference {
  if (before === undefined) return { known: 'times', resources: changesByTime(after.inventory, between), verdicts: [] };
  const resources = compareResources(before, after.inventory, between);
  return { known: 'both', resources, verdicts: before === after.inventory ? [] : verdictsOf(before, after) };
}

/** What runs is that of B on both sides: a Pod that was not there yet is no other verdict. */
function withRunningOf(before: Inventory, after: Inventory): Inventory {
  const of = ({ of: list, rejected }: Inventory, running: boolean): readonly Resource[] =>
    [...KIND_NAMES.flatMap((kind): readonly Resource[] => list(kind)), ...rejected].filter(({ kind }) => isRunning(kind) === running);
  const coverage = new Map<KindName, Coverage>(KIND_NAMES.map((kind) => [kind, (isRunning(kind) ? after : before).coverage(kind)]));
  return createInventory([...of(before, false), ...of(after, true)], coverage);
}

/** The engine answers what of now would become of A's resources: read backwards, it is what became of them. */
function verdictsOf(
  before: Inventory,
  { inventory, observation, policies, imagine, drawnEdgesOf }: EvaluatedAfter,
): readonly VerdictChange[] {
  const earlier = withRunningOf(before, inventory);
  const diff = diffVerdicts({
    before: policies,
    after: imagine(earlier, observation),
    observation,
    places: createPlaces(inventory, earlier, []),
    drawnEdgesOf,
  });
  return onceEachOnALine([...ofCalls(diff, drawnEdgesOf), ...ofRoutes(diff)]);
}

function ofCalls({ calls }: VerdictDiff, drawnEdgesOf: EvaluatedAfter['drawnEdgesOf']): readonly VerdictChange[] {
  return calls.flatMap((change) => {
    const said = saidOf(change);
    return drawnEdgesOf(change.call).flatMap((edge) => said.map((one) => ({ edge, ...one })));
  });
}

type Said = Omit<VerdictChange, 'edge'>;

function saidOf({ access, transport }: CallChange): readonly Said[] {
  return [
    ...(access ? [backwards('authorization', access, accessText)] : []),
    ...(transport ? [backwards('mtls', transport, transportText)] : []),
  ];
}

/** What the engine imagined was before. */
const backwards = <T>(about: Said['about'], { before, after }: BeforeAfter<T>, text: (value: T) => string): Said => ({
  about,
  before: text(after),
  after: text(before),
});

function accessText({ verdict, undecided, decidedBy: [decision] }: SaidOfAccess): string {
  if (verdict === 'depends') return `depends on ${undecided.join(', ')}`;
  if (verdict === 'unknown') return 'not known';
  if (verdict === 'ambiguous') return 'hangs on ages nobody knows';
  return decision === undefined ? verdict : `${verdict} by ${refText(decision.ref)}`;
}

const SENDS: Readonly<Record<Transport, string>> = {
  plaintext: 'plaintext',
  mtls: 'mutual TLS',
  hbone: 'HBONE',
  tls: 'TLS of its own',
  unknown: 'not known what is sent',
};

const transportText = ({ value, works }: SaidOfTransport): string => (works === 'F' ? `${SENDS[value]}, refused` : SENDS[value]);

const ROUTINGS: Readonly<Record<Routing['kind'], string>> = {
  fixed: 'one split',
  conditional: 'depends on the request',
  none: 'no route',
  ambiguous: 'hangs on ages nobody knows',
  unreachable: 'no route matches',
  'not-applied': 'routes not applied',
};

function ofRoutes({ moves, edges }: VerdictDiff): readonly VerdictChange[] {
  const drawn = new Map(edges.map((touched) => [touched.edge, touched.drawn]));
  return moves.flatMap(({ shares, edges: finest, kind }) =>
    finest
      .flatMap((edge) => drawn.get(edge) ?? [])
      .map((edge): VerdictChange => {
        const text = (side: 'before' | 'after') =>
          shares.flatMap((share) => shareText(share, share[side])).join(', ') || ROUTINGS[kind[side]];
        return { edge, about: 'routing', before: text('after'), after: text('before') };
      }),
  );
}

function shareText({ host, subset, status }: MovedShare, bounds: MovedShare['before']): readonly string[] {
  if (bounds === undefined) return [];
  const name = status === undefined ? (subset ?? host) : `answered ${status}`;
  return [`${name} ${formatRatio(bounds.min)}${bounds.min === bounds.max ? '' : ` to ${formatRatio(bounds.max)}`}`];
}

/** Many calls of one line have the same said of them. */
function onceEachOnALine(changes: readonly VerdictChange[]): readonly VerdictChange[] {
  const known = new Map<string, VerdictChange>();
  for (const change of changes) {
    const key = JSON.stringify([change.edge, change.about, change.before, change.after]);
    if (change.before !== change.after && !known.has(key)) known.set(key, change);
  }
  return [...known.values()];
}
