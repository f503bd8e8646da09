import type { MatrixLine, MatrixOrder } from './matrix';

/** Siblings and how much flows between two of them, either way. */
export interface Siblings {
  readonly lines: readonly MatrixLine[];
  readonly between: (a: string, b: string) => number;
  /** Everything into and out of a line. */
  readonly total: (id: string) => number;
}

const ROUNDS = 24;

/** The order of siblings: the same lines and traffic give the same order, whatever the order they come in. */
export function orderLines({ lines, between, total }: Siblings, order: MatrixOrder): readonly MatrixLine[] {
  const byName = [...lines].sort(compareNames);
  if (order === 'name') return byName;
  if (order === 'traffic')
    return byName
      .map((line, at) => ({ line, at }))
      .sort((a, b) => total(b.line.id) - total(a.line.id) || a.at - b.at)
      .map(({ line }) => line);
  return blocks(byName, between);
}

/**
 * Barycentre seriation: lines that share nothing stand apart, then each moves towards the middle of those it talks to until nothing
 * changes. Blocks of lines that talk among themselves end up beside each other, along the diagonal.
 */
function blocks(byName: readonly MatrixLine[], between: Siblings['between']): readonly MatrixLine[] {
  const weights = byName.map((a) => byName.map((b) => (a === b ? 0 : Math.log1p(between(a.id, b.id)))));
  let order: readonly number[] = byComponent(weights);
  for (let round = 0; round < ROUNDS; round += 1) {
    const place = new Map(order.map((line, at) => [line, at]));
    const middle = (line: number): number => {
      const own = place.get(line) ?? 0;
      let weight = 0;
      let sum = 0;
      for (const [other, share] of (weights[line] ?? []).entries()) {
        if (share === 0) continue;
        weight += share;
        sum += share * (place.get(other) ?? 0);
      }
      return weight === 0 ? own : (own + sum / weight) / 2;
    };
    const middles = new Map(order.map((line) => [line, middle(line)]));
    const next = [...order].sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || a - b);
    if (next.every((line, at) => line === order[at])) break;
    order = next;
  }
  return order.flatMap((at) => byName[at] ?? []);
}

/** Indexes, the lines that reach each other side by side, the largest such set first. */
function byComponent(weights: readonly (readonly number[])[]): readonly number[] {
  const seen = new Set<number>();
  const components: number[][] = [];
  for (const start of weights.keys()) {
    if (seen.has(start)) continue;
    const component = [start];
    seen.add(start);
    for (const line of component) {
      for (const [other, weight] of (weights[line] ?? []).entries()) {
        if (weight === 0 || seen.has(other)) continue;
        seen.add(other);
        component.push(other);
      }
    }
    components.push(component);
  }
  return components.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0)).flat();
}

function compareNames(a: MatrixLine, b: MatrixLine): number {
  const key = ({ name, namespace, cluster, id }: MatrixLine) => [name ?? '\uFFFF', namespace ?? '', cluster ?? '', id];
  const other = key(b);
  for (const [at, part] of key(a).entries()) {
    const beside = other[at] ?? '';
    if (part !== beside) return part < beside ? -1 : 1;
  }
  return 0;
}
