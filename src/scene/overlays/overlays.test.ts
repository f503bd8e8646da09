import { describe, expect, it } from 'vitest';
import { buildMesh } from '../../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../../mesh/health';
import { mesh as notation } from '../../testing/mesh-notation';
import { TONE_STYLES } from '../style-table';
import { OVERLAYS } from './index';
import { lockOf } from './mtls';

const mesh = buildMesh(notation('a -> b 5rps mtls\nb -> c 5rps 50%503/UF plaintext\nc -> d tcp 100Bps\n? -> d 1rps'), {
  groupBy: 'app',
  closed: new Set(),
  thresholds: DEFAULT_THRESHOLDS,
});

describe.each(OVERLAYS.map((overlay) => [overlay.id, overlay] as const))('the overlay %s', (_id, overlay) => {
  it('gives the same look for the same thing', () => {
    for (const edge of mesh.edges) expect(overlay.edge(edge)).toEqual(overlay.edge(edge));
    for (const node of mesh.nodes) expect(overlay.node(node)).toEqual(overlay.node(node));
  });
  it('uses only what its legend lists', () => {
    const looks = [...mesh.edges.map(overlay.edge), ...mesh.nodes.map(overlay.node)];
    for (const look of looks) {
      if (look.tone !== undefined) expect(overlay.legend.tones).toContain(look.tone);
      if ('lock' in look && look.lock !== undefined) expect(overlay.legend.locks).toContain(look.lock);
      if ('ring' in look && look.ring !== undefined) expect(overlay.legend.ring).toBe(true);
    }
  });
});

describe('overlays', () => {
  it('have different ids', () => {
    expect(new Set(OVERLAYS.map((overlay) => overlay.id)).size).toBe(OVERLAYS.length);
  });
  it('never tell illness by colour alone: every tone differs in glyph or dash from the healthy one', () => {
    for (const [tone, style] of Object.entries(TONE_STYLES)) {
      if (tone === 'ok') continue;
      expect(style.glyph !== undefined || style.line !== TONE_STYLES.ok.line).toBe(true);
    }
  });
  it.each([
    [undefined, 'unknown'],
    [0, 'open'],
    [0.5, 'half'],
    [0.999, 'half'],
    [1, 'closed'],
  ])('an mTLS share of %s is a lock that is %s', (ratio, lock) => {
    expect(lockOf({ mutual: 0, plaintext: 0, ratio })).toBe(lock);
  });
});
