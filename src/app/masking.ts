/** Pictures as they may be shown to an audience: with pseudonyms in place of names while the view asks for that. */
import type { Difference } from '../inquiry/diff/model';
import { maskEdge, maskGroup, maskMesh, maskNode, namesIn } from '../mesh/mask-mesh';
import { createMask, type GivenName, NO_PSEUDONYMS, pseudonymsFor } from '../mesh/pseudonyms';
import type { DrawnPolicies, EdgePolicySummary } from '../policy/drawn';
import type { Picture } from '../worker/messages';
import type { ViewState } from './view-state';

export type Mask = (text: string) => string;

/** What an unmasked view does with a text. */
export const AS_IT_IS: Mask = (text) => text;

export interface Shown {
  readonly picture: Picture;
  readonly mask: Mask;
}

/** Masking is part of presenting: elsewhere the page asks and answers by real names. */
export const isMasked = ({ mode, masked }: Pick<ViewState, 'mode' | 'masked'>): boolean => mode === 'present' && masked;

/** Remembers the pseudonyms it gave: a name keeps its own as long as the page is open. */
export function createMasking(): (picture: Picture, view: Pick<ViewState, 'mode' | 'masked' | 'namespaces'>) => Shown {
  let pseudonyms = NO_PSEUDONYMS;
  let mask = AS_IT_IS;
  return (picture, view) => {
    if (!isMasked(view)) return { picture, mask: AS_IT_IS };
    const next = pseudonymsFor(namesOf(picture, view.namespaces), pseudonyms);
    if (next !== pseudonyms) mask = createMask(next);
    pseudonyms = next;
    return { picture: maskPicture(picture, mask), mask };
  };
}

function namesOf({ mesh, ghosts, namespaces, difference }: Picture, scope: readonly string[]): readonly GivenName[] {
  const gone = ghosts === undefined ? [] : namesIn({ nodes: ghosts.nodes.map(({ node }) => node), groups: [] });
  const before = difference === undefined ? [] : namesIn({ nodes: difference.removed.nodes, groups: [] });
  return [...namesIn(mesh), ...gone, ...before, ...[...namespaces, ...scope].map((name): GivenName => ({ kind: 'namespace', name }))];
}

/** What is only read in panels (findings, queries, problems) is left out: presenting shows none of it. */
function maskPicture(picture: Picture, mask: Mask): Picture {
  const { mesh, ghosts, namespaces, policies, difference } = picture;
  return {
    ...picture,
    mesh: maskMesh(mesh, mask),
    ...(ghosts !== undefined && {
      ghosts: { ...ghosts, nodes: ghosts.nodes.map((ghost) => ({ ...ghost, node: maskNode(ghost.node, mask) })) },
    }),
    namespaces: namespaces.map(mask),
    queries: [],
    problems: [],
    ...(difference !== undefined && { difference: maskDifference(difference, mask) }),
    ...(policies !== undefined && { policies: maskPolicies(policies, mask) }),
  };
}

/** Names of versions are no names of the mesh; resources and verdicts are only read in panels. */
function maskDifference({ policies: _, ...difference }: Difference, mask: Mask): Difference {
  const { nodes, edges, groups } = difference.removed;
  const removed = {
    nodes: nodes.map((node) => maskNode(node, mask)),
    edges: edges.map((edge) => maskEdge(edge, mask)),
    ...(groups && { groups: groups.map((group) => maskGroup(group, mask)) }),
  };
  return { ...difference, removed };
}

const maskPolicies = ({ edges, nodes, streams }: DrawnPolicies, mask: Mask): DrawnPolicies => ({
  edges: new Map(Array.from(edges, ([id, summary]) => [id, maskSummary(summary, mask)])),
  nodes,
  findings: [],
  // Where a route splits between hosts, a version is called after one.
  ...(streams !== undefined && {
    streams: streams.map((stream) => ({
      ...stream,
      host: mask(stream.host),
      parts: stream.parts.map((part) => ({ ...part, version: mask(part.version) })),
    })),
  }),
});

const maskSummary = (summary: EdgePolicySummary, mask: Mask): EdgePolicySummary => ({
  ...summary,
  undecided: summary.undecided.map(mask),
  routing: { ...summary.routing, shares: summary.routing.shares.map((share) => ({ ...share, label: mask(share.label) })) },
});
