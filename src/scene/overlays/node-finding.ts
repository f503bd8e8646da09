/** What is wrong with a node, whatever the overlay asks: the worst finding as tone and glyph over the state's own. */
import type { NodePolicySummary } from '../../policy/drawn';
import type { Glyph, Tone } from '../scene';

interface FindingLook {
  readonly tone: Tone;
  readonly glyph?: Glyph;
}

export function withFinding({ worstFinding }: NodePolicySummary, tone: Tone): FindingLook {
  if (worstFinding === 'error') return { tone: 'fail', glyph: 'failing' };
  if (worstFinding === 'warning') return { tone: 'warn', glyph: 'degraded' };
  return { tone };
}
