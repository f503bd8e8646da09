/** Health as tone, dash, weight and glyph; own illness inside a node, inherited illness as its ring. */
import type { Health } from '../../mesh/model';
import type { Tone } from '../scene';
import { TONE_STYLES } from '../style-table';
import type { EdgeLook, Overlay } from './overlay';

export const HEALTH_TONES: Readonly<Record<Health, Tone>> = {
  healthy: 'ok',
  degraded: 'warn',
  failing: 'fail',
  idle: 'idle',
  unknown: 'unknown',
};

function lookOf(health: Health): EdgeLook & { readonly tone: Tone } {
  const tone = HEALTH_TONES[health];
  const { line, leastWidth, glyph } = TONE_STYLES[tone];
  return { tone, line, leastWidth, ...(glyph === undefined ? {} : { glyph }) };
}

export const health: Overlay = {
  id: 'health',
  title: 'Health',
  legend: { tones: ['ok', 'warn', 'fail', 'idle', 'unknown'], locks: [], ring: true },
  edge: (edge) => lookOf(edge.health),
  node: (node) => {
    const { tone, glyph } = lookOf(node.health);
    const sickCalls = node.inherited === 'degraded' || node.inherited === 'failing';
    return {
      tone,
      // An idle or never-asked node is not a riddle: only illness is marked on nodes.
      ...(glyph === undefined || glyph === 'unknown' ? {} : { glyph }),
      ...(sickCalls ? { ring: HEALTH_TONES[node.inherited] } : {}),
    };
  },
};
