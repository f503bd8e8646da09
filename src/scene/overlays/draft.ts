/** What a draft would change, on the lines it touches; every other edge steps back. It is never chosen: it is drawn as long as a draft is looked at. */
import type { Consequence, TouchedEdge } from '../../inquiry/what-if/model';
import type { Health } from '../../mesh/model';
import { MOST_WORST } from '../rank-worst';
import { lookOfState, type PolicyOverlay, type PolicyState } from './policy-overlay';

/** Worst first. Each has a line or a glyph of its own; the word stands on the edge too. */
const STATES = {
  'draft-denied': { tone: 'denied', glyph: 'refused', brief: 'would be denied', means: 'with the draft: denied, and is not now' },
  'draft-breaks': {
    tone: 'fail',
    glyph: 'change-worse',
    brief: 'would break',
    means: 'with the draft: refused by what the server takes, or without a route',
  },
  'draft-may-be-denied': {
    tone: 'warn',
    line: 'long-dash',
    glyph: 'depends',
    brief: 'may be denied',
    means: 'with the draft: the request decides, or an input is missing; it is allowed now',
  },
  'draft-loses-mtls': {
    tone: 'warn',
    glyph: 'plaintext',
    brief: 'would lose mTLS',
    means: 'with the draft: plaintext in place of mutual TLS',
  },
  'draft-opens': { tone: 'better', brief: 'would be let in', means: 'with the draft: let in, and is denied or in doubt now' },
  'draft-moves': { tone: 'changed', glyph: 'routed', brief: 'would be rerouted', means: 'with the draft: another route or other shares' },
  'draft-gains-mtls': {
    tone: 'better',
    glyph: 'mutual-tls',
    brief: 'would gain mTLS',
    means: 'with the draft: mutual TLS in place of plaintext',
  },
  'draft-dry-run': {
    tone: 'changed',
    line: 'short-dash',
    brief: 'dry-run differs',
    means: 'with the draft: only a policy in dry-run says otherwise',
  },
  'draft-otherwise': { tone: 'changed', brief: 'other reasons', means: 'with the draft: the same outcome for other reasons' },
  // The sick one is never hidden; what the draft does to it goes before.
  'draft-failing': { tone: 'fail', brief: 'failing now', means: 'failing now, and the draft changes nothing here' },
  'draft-degraded': { tone: 'warn', brief: 'degraded now', means: 'degraded now, and the draft changes nothing here' },
  'draft-untouched': { tone: 'idle', line: 'solid', glyph: null, brief: 'untouched', means: 'the draft changes nothing here' },
} as const satisfies Readonly<Record<`draft-${Consequence | 'failing' | 'degraded' | 'untouched'}`, PolicyState>>;

/** Of the lines drawn now, what the draft would do to each, worst first; "would be denied" is `briefOfConsequence` of it. */
export type DraftMarks = ReadonlyMap<string, Consequence>;

/** A line that stands for several calls has the mark of the worst of them: `edges` come worst first. */
export function draftMarks(edges: readonly TouchedEdge[]): DraftMarks {
  const marks = new Map<string, Consequence>();
  for (const { drawn, consequence } of edges) for (const line of drawn) if (!marks.has(line)) marks.set(line, consequence);
  return marks;
}

/** From 1: the edges whose words are readable at any zoom, and that stay in a thinned picture. */
export const draftRanks = (marks: DraftMarks): ReadonlyMap<string, number> =>
  new Map([...marks.keys()].slice(0, MOST_WORST).map((id, index) => [id, index + 1]));

/** "would be denied". */
export const briefOfConsequence = (consequence: Consequence): string => STATES[`draft-${consequence}`].brief;

export const DRAFT_OVERLAY_ID = 'draft';

const sicknessOf = ({ health }: { readonly health: Health }): 'failing' | 'degraded' | undefined =>
  health === 'failing' || health === 'degraded' ? health : undefined;

export const draftOverlay = (marks: DraftMarks): PolicyOverlay => ({
  id: DRAFT_OVERLAY_ID,
  title: 'What a draft would change',
  about: 'A draft held against the traffic on the map; nothing of it is applied',
  states: STATES,
  legend: {
    tones: [],
    locks: [],
    ring: false,
    badges: false,
    healthOfNodes: true,
    labels: [{ example: 'would be denied', means: 'what the draft would do' }],
  },
  edge: (edge) => {
    const consequence = marks.get(edge.id);
    const state = `draft-${consequence ?? sicknessOf(edge) ?? 'untouched'}` as const;
    const { tone, brief } = STATES[state];
    return { ...lookOfState(STATES[state]), state, labels: consequence === undefined ? [] : [{ text: brief, tone }], badges: [] };
  },
  node: (node) => {
    const sickness = sicknessOf(node);
    if (sickness === undefined) return { tone: 'ok' };
    const { tone, glyph } = lookOfState(STATES[`draft-${sickness}`]);
    return { tone, ...(glyph !== undefined && { glyph }) };
  },
});
