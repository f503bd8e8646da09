import type { LayoutGraph, Point } from '../layout/types';

/** Pairs of edges that cross when every edge is a straight line between the centres of its nodes; shared ends do not count. */
export function straightCrossings(graph: LayoutGraph, at: ReadonlyMap<string, Point>): number {
  const lines = graph.edges.flatMap(({ source, target }) => {
    const from = at.get(source);
    const to = at.get(target);
    return from === undefined || to === undefined ? [] : [{ source, target, from, to }];
  });
  let count = 0;
  lines.forEach((one, index) => {
    for (let other = index + 1; other < lines.length; other++) {
      const two = lines[other];
      if (two === undefined) continue;
      if (one.source === two.source || one.source === two.target || one.target === two.source || one.target === two.target) continue;
      if (crosses(one.from, one.to, two.from, two.to)) count++;
    }
  });
  return count;
}

function crosses(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function side(a: Point, b: Point, p: Point): number {
  return Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
}
