/** What `seamark diff` tells, one entry a change: ranked traffic first, then resources, then verdicts. */

import type { Delta, Difference, EdgeChange, NodeChange, ResourceChange, VerdictChange } from '../inquiry/diff/model';
import { refText } from '../istio/ref';
import { isoText } from '../lib/range-text';
import type { Mesh, NodeId } from '../mesh/model';
import { nodeNames } from '../picture/node-names';
import { unionMesh } from '../scene/difference';
import type { Gate } from './diff-arguments';

/** The numbers of an edge or node at one moment, units in their names; what that moment does not know is absent. */
export interface Figures {
  readonly requestsPerSecond?: number;
  readonly bytesPerSecond?: number;
  /** 0..1. */
  readonly errorRatio?: number;
  readonly p99Milliseconds?: number;
  /** Share that is mutual TLS, 0..1. */
  readonly mtlsRatio?: number;
}

/** null = it was not there. */
export type Told = Figures | string | null;

/** One entry of `changes` in the JSON; more fields may come. */
export interface ToldChange {
  readonly kind: EdgeChange['class'] | 'resource-added' | 'resource-removed' | 'resource-changed' | 'verdict';
  /** "shop/web → shop/cart http", "shop/reviews", "AuthorizationPolicy shop/deny-all". */
  readonly subject: string;
  readonly before: Told;
  readonly after: Told;
  readonly about: 'edge' | 'node' | 'resource' | 'authorization' | 'mtls' | 'routing';
  /** Requests per second that are affected, times how far. */
  readonly impact?: number;
  /** Names of the figures that differ beyond noise and chance. */
  readonly significant?: readonly (keyof Figures | 'versions')[];
  readonly plaintextAppeared?: true;
  readonly versions?: NodeChange['versions'];
  /** Fields of a resource that differ. */
  readonly paths?: readonly string[];
  /** When a resource changed, where anything tells. */
  readonly at?: string;
}

export function toldChanges(difference: Difference, after: Mesh): readonly ToldChange[] {
  const nameOf = createNameOf(difference, after);
  const { edges, nodes, policies } = difference;
  const traffic = difference.ranked.flatMap((id): readonly ToldChange[] => {
    const [edge, node] = [edges.get(id), nodes.get(id)];
    if (edge !== undefined) return [edgeTold(edge, nameOf)];
    return node === undefined ? [] : [nodeTold(node, nameOf)];
  });
  const verdicts = (policies?.verdicts ?? []).map((verdict) => verdictTold(verdict, edges.get(verdict.edge), nameOf));
  return [...traffic, ...(policies?.resources ?? []).map(resourceTold), ...verdicts];
}

/** How many edges nothing is told of, by the reason why. */
export function notTold({ edges }: Difference) {
  const doubts = [...edges.values()].map(({ doubt }) => doubt);
  const count = (doubt: (typeof doubts)[number]) => doubts.filter((one) => one === doubt).length;
  return { tooFew: count('too-few'), beforeUnknown: count('before-unknown'), afterUnknown: count('after-unknown') };
}

/** The changes that a pipeline stops at. */
export function caughtBy(changes: readonly ToldChange[], gates: readonly Gate[]): readonly ToldChange[] {
  return changes.filter((change) =>
    gates.some((gate) => {
      if (gate === 'plaintext') return change.plaintextAppeared === true;
      if (gate === 'policy') return change.kind === 'verdict' || change.kind.startsWith('resource-');
      return change.kind === gate;
    }),
  );
}

type NameOf = (id: NodeId) => string;

function createNameOf({ removed }: Difference, after: Mesh): NameOf {
  const names = nodeNames(unionMesh(after, removed));
  return (id) => names.get(id) ?? id;
}

const subjectOf = ({ source, target, protocol }: EdgeChange, nameOf: NameOf): string => `${nameOf(source)} → ${nameOf(target)} ${protocol}`;

function edgeTold(edge: EdgeChange, nameOf: NameOf): ToldChange {
  const { rate, errorRatio, p99, mtls, impact, plaintextAppeared } = edge;
  const rateName = edge.protocol === 'tcp' ? 'bytesPerSecond' : 'requestsPerSecond';
  const deltas = { [rateName]: rate, errorRatio, p99Milliseconds: p99, mtlsRatio: mtls };
  return {
    kind: edge.class,
    subject: subjectOf(edge, nameOf),
    before: edge.class === 'added' ? null : figuresOf(deltas, 'before'),
    after: edge.class === 'removed' ? null : figuresOf(deltas, 'after'),
    about: 'edge',
    impact,
    significant: significantOf(deltas),
    ...(plaintextAppeared && { plaintextAppeared }),
  };
}

function nodeTold(node: NodeChange, nameOf: NameOf): ToldChange {
  const { rate, errorRatio, impact, versions } = node;
  const deltas = { requestsPerSecond: rate, errorRatio };
  return {
    kind: node.class,
    subject: nameOf(node.id),
    before: node.class === 'added' ? null : figuresOf(deltas, 'before'),
    after: node.class === 'removed' ? null : figuresOf(deltas, 'after'),
    about: 'node',
    impact,
    significant: [...significantOf(deltas), ...(versions === undefined ? [] : (['versions'] as const))],
    ...(versions !== undefined && { versions }),
  };
}

type Deltas = { readonly [name in keyof Figures]?: Delta };

const namesOf = (deltas: Deltas): readonly (keyof Figures)[] => Object.keys(deltas) as readonly (keyof Figures)[];

function figuresOf(deltas: Deltas, side: 'before' | 'after'): Figures {
  const known = namesOf(deltas).map((name) => [name, deltas[name]?.[side]] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}

const significantOf = (deltas: Deltas): readonly (keyof Figures)[] => namesOf(deltas).filter((name) => deltas[name]?.significant === true);

const PRESENCE: Readonly<Record<ResourceChange['class'], Pick<ToldChange, 'before' | 'after'>>> = {
  added: { before: null, after: 'present' },
  removed: { before: 'present', after: null },
  changed: { before: 'present', after: 'present' },
};

const resourceTold = (resource: ResourceChange): ToldChange => ({
  kind: `resource-${resource.class}`,
  subject: refText(resource),
  ...PRESENCE[resource.class],
  about: 'resource',
  paths: resource.paths,
  ...(resource.atSeconds !== undefined && { at: isoText(resource.atSeconds) }),
});

const verdictTold = ({ edge, about, before, after }: VerdictChange, drawn: EdgeChange | undefined, nameOf: NameOf): ToldChange => ({
  kind: 'verdict',
  subject: drawn === undefined ? edge : subjectOf(drawn, nameOf),
  before,
  after,
  about,
});
