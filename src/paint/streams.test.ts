import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneBand, SceneEdge, SceneNode } from '../scene/scene';
import { sceneEdge, sceneNode } from '../testing/scene-parts';
import { bandPlaces, streamPaths, streamPixels } from './streams';

const node = (id: string, x: number, y: number, versions: readonly string[] = []): SceneNode =>
  sceneNode(id, x, y, { width: 100, height: 44 + 18 * versions.length, parts: versions.map((label) => ({ label, tone: 'ok' })) });
const edge = (target: string, bands: readonly SceneBand[], source = 'web'): SceneEdge =>
  sceneEdge(`${source}>${target}`, source, target, { stream: { id: `stream of ${source}`, width: 3, bands } });
const nodesOf = (...nodes: readonly SceneNode[]) => new Map(nodes.map((one) => [one.id, one]));

const shares = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });

describe('the parts of a stream', () => {
  it('together are as wide as the stream, and none lies on another', () => {
    fc.assert(
      fc.property(shares, fc.float({ min: 4, max: 40, noNaN: true }), (all, pixels) => {
        const places = bandPlaces(
          all.map((share) => ({ share })),
          pixels,
        );
        const flows = all.some((share) => share > 0);
        expect(places.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(flows ? pixels : 0, 6);
        for (const [index, { aside, width }] of places.entries()) {
          const before = places[index - 1];
          if (before !== undefined && flows) expect(aside - width / 2).toBeCloseTo(before.aside + before.width / 2, 6);
          expect(Math.abs(aside) + width / 2).toBeLessThanOrEqual(pixels / 2 + 1e-6);
        }
      }),
    );
  });

  it('have widths in the proportion of what flows: of 12 pixels three quarters are 9', () => {
    expect(bandPlaces([{ share: 0.75 }, { share: 0.25 }], 12)).toEqual([
      { aside: -1.5, width: 9 },
      { aside: 4.5, width: 3 },
    ]);
  });

  it('lie in the order in which their ends lie, whatever their shares and the order of the edges', () => {
    const place = fc.tuple(fc.integer({ min: 250, max: 900 }), fc.integer({ min: -600, max: 600 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(place, { minLength: 2, maxLength: 5 }),
        fc.array(fc.float({ min: 0, max: 1, noNaN: true })),
        (at, some) => {
          const targets = at.map(([x, y], index) => node(`v${index}`, x, y));
          const nodes = nodesOf(node('web', 0, 0), ...targets);
          const edges = targets.map(({ id }, index) => edge(id, [{ share: some[index] ?? 0.1 }]));
          const again = edges.map((one) => ({ ...one, stream: { ...one.stream!, bands: [{ share: 0.5 }] } })).reverse();
          const order = (of: readonly SceneEdge[]) => streamPaths(of, nodes)[0]!.bands.map((band) => band.edge);
          expect(order(again)).toEqual(order(edges));
          const [stream] = streamPaths(edges, nodes);
          const { along, bands } = stream!;
          const sides = bands.map(({ path: { start, end } }) => along.x * (end.y - start.y) - along.y * (end.x - start.x));
          expect(sides).toEqual([...sides].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('leave the caller at one point in one direction and end on the borders of their versions', () => {
    const nodes = nodesOf(node('web', 0, 0), node('v1', 400, -100), node('v2', 400, 100));
    const [stream] = streamPaths([edge('v1', [{ share: 0.9 }]), edge('v2', [{ share: 0.1 }])], nodes);
    const paths = stream!.bands.map(({ path }) => path);
    expect(paths.map(({ start }) => start)).toEqual([
      { x: 50, y: 0 },
      { x: 50, y: 0 },
    ]);
    expect(paths[0]!.control).toEqual(paths[1]!.control);
    for (const [index, y] of [-100, 100].entries()) {
      const { end } = paths[index]!;
      expect(Math.max(Math.abs(end.x - 400) / 50, Math.abs(end.y - y) / 22)).toBeCloseTo(1, 6);
    }
  });

  it('end at the rows of their versions inside an app, on the side of the caller', () => {
    const app = node('app', 400, 0, ['v1', 'v2']);
    const one = edge('app', [
      { share: 0.9, row: 0 },
      { share: 0.1, row: 1 },
    ]);
    const [stream] = streamPaths([one], nodesOf(node('web', 0, 0), app));
    // 44 + 2 · 18 = 80 high: rows begin at 40 − 36 − 5 = −1, their middles lie at 8 and 26
    expect(stream!.bands.map(({ path }) => path.end)).toEqual([
      { x: 350, y: 8 },
      { x: 350, y: 26 },
    ]);
  });

  it('leave out what is not drawn', () => {
    expect(streamPaths([edge('v1', [{ share: 1 }])], nodesOf(node('web', 0, 0)))).toEqual([]);
  });
});

it('a stream is at most half as wide as its caller is high, and can be seen from far', () => {
  expect(streamPixels(6, 1, 44)).toBeCloseTo(15.6); // 2 · 4.8 + 6
  expect(streamPixels(6, 0.2, 44)).toBeCloseTo(4.4); // half of 44 · 0.2
  expect(streamPixels(1, 0.01, 44)).toBe(4);
});
