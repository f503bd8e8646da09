/** Pictures as they may be shown to an audience: with pseudonyms in place of names while the view asks for that. */
import { maskMesh, maskNode, namesIn } from '../mesh/mask-mesh';
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

function namesOf({ mesh, ghosts, namespaces }: Picture, scope: readonly string[]): readonly GivenName[] {
  const gone = ghosts === undefined ? [] : namesIn({ nodes: ghosts.nodes.map(({ node }) => node), groups: [] });
  return [...namesIn(mesh), ...gone, ...[...namespaces, ...scope].map((name): GivenName => ({ kind: 'namespace', name }))];
}

/** What is only read in panels (findings, queries, problems) is left out: presenting shows none of it. */
function maskPicture(picture: Picture, mask: Mask): Picture {
  const { mesh, ghosts, namespaces, policies } = picture;
  return {
    ...picture,
    mesh: maskMesh(mesh, mask),
    ...(ghosts !== undefined && {
      ghosts: { ...ghosts, nodes: ghosts.nodes.map((ghost) => ({ ...ghost, node: maskNode(ghost.node, mask) })) },
    }),
    namespaces: namespaces.map(mask),
    queries: [],
    problems: [],
    ...(policies !== undefined && { policies: maskPolicies(policies, mask) }),
  };
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
