import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { callsOf, pictureSession, telemetryOf, withTraffic } from '../testing/mesh-pictures';
import type { Picture } from './messages';

vi.setConfig({ testTimeout: 300_000 });

const START = 1_700_000_000;

/** Everything that both pictures have and that stands more than a pixel elsewhere, boxes with all their sides. */
function moved(before: Picture, after: Picture): readonly string[] {
  const far = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) =>
    Object.keys(a).some((key) => Math.abs((a[key] ?? 0) - (b[key] ?? 0)) > 1);
  const nodes = [...after.layout.nodes].filter(([id, at]) => far({ ...(before.layout.nodes.get(id) ?? at) }, { ...at }));
  const corners = [...after.layout.groups].filter(([id, { x, y }]) => far({ ...cornerOf(before, id, { x, y }) }, { x, y }));
  return [...nodes, ...corners].map(([id]) => id);
}
const cornerOf = (picture: Picture, id: string, otherwise: { readonly x: number; readonly y: number }) => {
  const box = picture.layout.groups.get(id);
  return box === undefined ? otherwise : { x: box.x, y: box.y };
};

const involves = (line: string, id: string) => line.startsWith(`${id} `) || line.includes(`-> ${id} `);
const servicesOf = (lines: readonly string[]) => [...new Set(lines.flatMap((line) => line.split(/ -> | \d+rps/).slice(0, 2)))].sort();

describe('the picture stays still', () => {
  it.each([1, 2, 3, 4, 5])('when one service of 200 goes and when it comes: 0 others move (mesh %i)', (seed) => {
    const all = callsOf(200, seed);
    const services = servicesOf(all);
    expect(services.length).toBeGreaterThan(190);
    for (let at = seed; at < services.length; at += 67) {
      const whole = telemetryOf(all);
      const without = telemetryOf(all.filter((line) => !involves(line, services[at] ?? '')));
      const goes = pictureSession();
      const full = goes(whole, START);
      // Twice: with its ghost, and after the ghost left.
      expect(moved(full, goes(without, START + 60))).toEqual([]);
      expect(moved(full, goes(without, START + 600))).toEqual([]);
      const comes = pictureSession();
      const less = comes(without, START);
      expect(moved(less, comes(whole, START + 60))).toEqual([]);
    }
  });

  it('through 500 refreshes of 200 services whose traffic changes', () => {
    const session = pictureSession();
    const telemetry = telemetryOf(callsOf(200, 3));
    const first = session(telemetry, START);
    for (let tick = 1; tick <= 500; tick += 1) {
      const next = session(withTraffic(telemetry, tick), START + tick * 15);
      if (tick === 1)
        expect(next.mesh.edges.map((edge) => edge.requestsPerSecond)).not.toEqual(first.mesh.edges.map((edge) => edge.requestsPerSecond));
      expect(next.layout).toEqual(first.layout);
    }
  });

  it('keeps a ghost where it stood, whoever comes meanwhile, and gives the place back', () => {
    const session = pictureSession();
    const all = callsOf(200, 4);
    const [gone = ''] = servicesOf(all);
    const without = all.filter((line) => !involves(line, gone));
    const first = session(telemetryOf(all), START);
    const caller = servicesOf(without)[5] ?? '';
    const then = session(telemetryOf([...without, `${caller} -> ${gone.split('/')[0]}/newcomer 9rps`]), START + 60);
    const id = first.mesh.nodes.find(({ namespace, name }) => `${namespace}/${name}` === gone)?.id ?? '';
    expect(then.ghosts?.nodes.map((ghost) => ghost.id)).toEqual([id]);
    expect(then.layout.nodes.get(id)).toEqual(first.layout.nodes.get(id));
    expect(then.mesh.nodes.some((node) => node.id === id)).toBe(false);
    expect(then.totals.nodes).toBe(first.totals.nodes);
    expect(session(telemetryOf(all), START + 120).layout.nodes.get(id)).toEqual(first.layout.nodes.get(id));
  });

  it('at the same coordinates in two processes, whatever the order of the answer', () => {
    const script = fileURLToPath(new URL('./print-picture.testing.ts', import.meta.url));
    const [one, other] = ['0', '41'].map((shuffle) => execFileSync(process.execPath, ['--import', 'tsx', script, shuffle]));
    expect(one?.length).toBeGreaterThan(5_000);
    expect(other?.equals(one ?? Buffer.of())).toBe(true);
  });
});
