import { numberOperator } from './arithmetic';
import type { Binary } from './ast';
import { comparisonOperators, setOperators } from './ast';
import type { Dialect } from './dialect';
import type { Evaluation } from './evaluation';
import { keepsName } from './keeps-name';
import { matchVectors } from './match-vectors';
import { combineSets } from './set-operators';
import type { ScalarValue, Value, VectorBlock } from './vector-block';
import { mergeEqualRows } from './vector-block';

function scalars(operator: string, left: ScalarValue, right: ScalarValue): ScalarValue {
  const compute = numberOperator(operator, true);
  const values = left.values.map((value, step) => compute(value, right.values[step] ?? Number.NaN) ?? Number.NaN);
  return { kind: 'scalar', values };
}

interface Placement {
  readonly scalarLeft: boolean;
  readonly dialect: Dialect;
}

/** A comparison without `bool` keeps the vector's own value, whichever side the vector stands on. */
function vectorWithScalar(binary: Binary, vector: VectorBlock, scalar: ScalarValue, { scalarLeft, dialect }: Placement): VectorBlock {
  const compute = numberOperator(binary.operator, binary.bool);
  const filters = comparisonOperators.has(binary.operator) && !binary.bool;
  const values = new Float64Array(vector.values.length);
  const present = new Uint8Array(vector.present.length);
  for (let at = 0; at < values.length; at++) {
    if (vector.present[at] !== 1) continue;
    const own = vector.values[at] ?? Number.NaN;
    const other = scalar.values[at % vector.steps] ?? Number.NaN;
    const result = scalarLeft ? compute(other, own) : compute(own, other);
    if (result === undefined) continue;
    values[at] = filters ? own : result;
    present[at] = 1;
  }
  return mergeEqualRows({ ...vector, values, present, nameless: vector.nameless || !keepsName(binary, dialect) });
}

/** `left operator right`, for any mix of scalars and vectors. */
export function evaluateBinary(evaluation: Evaluation, binary: Binary): Value {
  const { dialect } = evaluation;
  const left = evaluation.evaluate(binary.left);
  const right = evaluation.evaluate(binary.right);
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalars(binary.operator, left, right);
  if (left.kind === 'vector' && right.kind === 'scalar') return vectorWithScalar(binary, left, right, { scalarLeft: false, dialect });
  if (left.kind === 'scalar' && right.kind === 'vector') return vectorWithScalar(binary, right, left, { scalarLeft: true, dialect });
  if (left.kind !== 'vector' || right.kind !== 'vector') throw new TypeError('a binary expression over strings passed the type check');
  return setOperators.has(binary.operator) ? combineSets(binary, left, right) : matchVectors(binary, left, right, dialect);
}
