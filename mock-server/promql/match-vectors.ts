import type { NumberOperator } from './arithmetic';
import { numberOperator } from './arithmetic';
import type { Binary, VectorMatching } from './ast';
import type { Dialect } from './dialect';
import { executionError } from './errors';
import { keepsName } from './keeps-name';
import type { LabelSet } from './label-set';
import { dropLabels, keepLabels, keyOfAll, labelsText, setLabel, withoutName } from './label-set';
import { matchSignatures } from './match-signature';
import type { VectorBlock } from './vector-block';
import { BlockBuilder, rowLabels } from './vector-block';

/** One-to-one and many-to-one matching of two vectors; the "one" side is always `one` here, whichever side it was written on. */
interface Sides {
  readonly binary: Binary;
  readonly many: VectorBlock;
  readonly one: VectorBlock;
  readonly manySignatures: Int32Array;
  readonly oneSignatures: Int32Array;
  readonly groups: number;
  readonly swapped: boolean;
  /** The result keeps the metric name of the many side. */
  readonly named: boolean;
  readonly compute: NumberOperator;
}

const noExclusions: ReadonlySet<string> = new Set();

/** Labels of the sample that two matching samples make. */
function resultLabels({ binary, named }: Sides, many: LabelSet, one: LabelSet): LabelSet {
  const { matching } = binary;
  let labels = named ? many : withoutName(many);
  if (matching.cardinality === 'one-to-one') {
    labels = matching.on ? keepLabels(labels, matching.labels) : dropLabels(labels, matching.labels);
  }
  for (const name of matching.include) labels = setLabel(labels, name, one.get(name) ?? '');
  return binary.bool ? withoutName(labels) : labels;
}

function matchedLabels(matching: VectorMatching, labels: LabelSet): LabelSet {
  return matching.on ? keepLabels(labels, matching.labels) : dropLabels(labels, [...matching.labels, '__name__']);
}

function duplicateError(sides: Sides, row: number, other: number): Error {
  const [labels, otherLabels] = [rowLabels(sides.one, row), rowLabels(sides.one, other)];
  const group = labelsText(matchedLabels(sides.binary.matching, labels));
  return executionError(
    `found duplicate series for the match group ${group} on the ${sides.swapped ? 'left' : 'right'} hand-side of the operation: ` +
      `[${labelsText(labels)}, ${labelsText(otherLabels)}];many-to-many matching not allowed: matching labels must be unique on one side`,
  );
}

/** For each match group the row of the one side that is present in this step, or -1. */
function oneRows(sides: Sides, step: number): Int32Array {
  const { one } = sides;
  const rows = new Int32Array(sides.groups).fill(-1);
  for (let row = 0; row < one.rows.length; row++) {
    if (one.present[row * one.steps + step] !== 1) continue;
    const signature = sides.oneSignatures[row] ?? 0;
    const other = rows[signature] ?? -1;
    if (other !== -1) throw duplicateError(sides, row, other);
    rows[signature] = row;
  }
  return rows;
}

/** Result rows by pair of input rows, so that labels are put together once for all steps. */
class PairRows {
  private readonly sides: Sides;
  private readonly builder: BlockBuilder;
  private readonly rows = new Map<number, number>();

  constructor(sides: Sides, builder: BlockBuilder) {
    this.sides = sides;
    this.builder = builder;
  }

  rowOf(many: number, one: number): number {
    const pair = many * this.sides.one.rows.length + one;
    const known = this.rows.get(pair);
    if (known !== undefined) return known;
    const labels = resultLabels(this.sides, rowLabels(this.sides.many, many), rowLabels(this.sides.one, one));
    const row = this.builder.row(keyOfAll(labels, noExclusions), () => labels);
    this.rows.set(pair, row);
    return row;
  }
}

function matchStep(sides: Sides, step: number, pairs: PairRows, builder: BlockBuilder): void {
  const { many, one, compute } = sides;
  const ones = oneRows(sides, step);
  const oneToOne = sides.binary.matching.cardinality === 'one-to-one';
  const matched = new Set<number>();
  for (let row = 0; row < many.rows.length; row++) {
    const at = row * many.steps + step;
    const signature = sides.manySignatures[row] ?? 0;
    const partner = ones[signature] ?? -1;
    if (many.present[at] !== 1 || partner === -1) continue;
    const [ours, theirs] = [many.values[at] ?? Number.NaN, one.values[partner * one.steps + step] ?? Number.NaN];
    const value = sides.swapped ? compute(theirs, ours) : compute(ours, theirs);
    if (value === undefined) continue;
    const target = pairs.rowOf(row, partner);
    const key = oneToOne ? signature : target;
    if (matched.has(key)) {
      throw executionError(
        oneToOne
          ? 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
          : 'multiple matches for labels: grouping labels must ensure unique matches',
      );
    }
    matched.add(key);
    builder.set(target, step, value);
  }
}

function sidesOf(binary: Binary, left: VectorBlock, right: VectorBlock, dialect: Dialect): Sides {
  const signatures = matchSignatures(binary.matching, left, right);
  const swapped = binary.matching.cardinality === 'one-to-many';
  return {
    binary,
    swapped,
    named: keepsName(binary, dialect),
    many: swapped ? right : left,
    one: swapped ? left : right,
    manySignatures: swapped ? signatures.right : signatures.left,
    oneSignatures: swapped ? signatures.left : signatures.right,
    groups: signatures.count,
    compute: numberOperator(binary.operator, binary.bool),
  };
}

function anyPresent(block: VectorBlock, step: number): boolean {
  for (let at = step; at < block.present.length; at += block.steps) if (block.present[at] === 1) return true;
  return false;
}

/** Arithmetic and comparison between two vectors. */
export function matchVectors(binary: Binary, left: VectorBlock, right: VectorBlock, dialect: Dialect): VectorBlock {
  const sides = sidesOf(binary, left, right, dialect);
  const builder = new BlockBuilder(left.steps);
  const pairs = new PairRows(sides, builder);
  for (let step = 0; step < left.steps; step++) {
    // An empty side matches nothing, and then Prometheus does not look for duplicates on the other.
    if (anyPresent(sides.many, step) && anyPresent(sides.one, step)) matchStep(sides, step, pairs, builder);
  }
  return builder.build(!sides.named);
}
