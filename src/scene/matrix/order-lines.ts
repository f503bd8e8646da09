import type { MatrixLine, MatrixOrder } from './matrix';

/** Siblings and how much flows between two of them, either way. */
export interface Siblings {
  readonly lines: readonly MatrixLine[];
  readonly between: (a: string, b: string) => number;
  /** Ids that a line calls, siblings or not. */
  readonly calledBy: (id: string) => Iterable<string>;
  /** Everything into and out of a line. */
  readonly total: (id: string) => number;
}

const ROUNDS = 24;

/** The order of siblings: the same lines and traffic give the same order, whatever the order they come in. */
export function orderLines({ lines, between, calledBy, total }: Siblings, order: MatrixOrder): readonly MatrixLine[] {
  const byName = [...lines].sort(compareNames);
  if (order === 'name') return byName;
  if (order === 'traffic')
    return byName
      .map((line, at) => ({ line, at }))
      .sort((a, b) => total(b.line.id) - total(a.line.id) || a.at - b.at)
      .map(({ line }) => line);
  return blocks(byName, { between, calledBy });
}

/**
 * Barycentre seriation: lines that share nothing stand apart, then each moves towards the middle of those it talks to until nothing
 * changes. Blocks of lines that talk among themselves end up beside each other, along the diagonal.
 */
function blocks(byName: readonly MatrixLine[], ties: Ties): readonly MatrixLine[] {
  const weights = weightsOf(byName, ties);
  let order: readonly number[] = byComponent(weights);
  for (let round = 0; round < ROUNDS; round += 1) {
    const place = new Map(order.map((line, at) => [line, at]));
    const middle = (line: number): number => {
      const own = place.get(line) ?? 0;
      let weight = 0;
      let sum = 0;
      for (const [other, share] of weights[line] ?? []) {
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

type Ties = Pick<Siblings, 'between' | 'calledBy'>;

/** Of each line, by index: the others it shares traffic with, in the order of their indexes, and how much that weighs. */
type Weights = readonly (readonly (readonly [other: number, weight: number])[])[];

/** Thousands of lines call a few others each: only those are looked at. */
function weightsOf(lines: readonly MatrixLine[], { between, calledBy }: Ties): Weights {
  const indexes = new Map(lines.map(({ id }, index) => [id, index]));
  const weights = lines.map(() => new Map<number, number>());
  for (const [index, { id }] of lines.entries()) {
    for (const called of calledBy(id)) {
      const other = indexes.get(called);
      if (other === undefined || other === index) continue;
      const weight = Math.log1p(between(id, called));
      if (weight === 0) continue;
      weights[index]?.set(other, weight);
      weights[other]?.set(index, weight);
    }
  }
  return weights.map((others) => [...others].sort(([a], [b]) => a - b));
}

/** Indexes, the lines that reach each other side by side, the largest such set first. */
function byComponent(weights: Weights): readonly number[] {
  const seen = new Set<number>();
  const components: number[][] = [];
  for (const start of weights.keys()) {
    if (seen.has(start)) continue;
    const component = [start];
    seen.add(start);
    for (const line of component) {
      for (const [other] of weights[line] ?? []) {
        if (seen.has(other)) continue;
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
