import { aggregationNames } from './aggregation-names';
import type { Aggregation, Binary, Call, Expression, ValueType } from './ast';
import { comparisonOperators, setOperators } from './ast';
import type { Dialect } from './dialect';
import { parseError } from './errors';
import { findFunction } from './functions/index';

/** Prometheus' words for the types. */
export const typeNames: ReadonlyMap<ValueType, string> = new Map([
  ['scalar', 'scalar'],
  ['vector', 'instant vector'],
  ['matrix', 'range vector'],
  ['string', 'string'],
]);

interface Scope {
  readonly text: string;
  readonly dialect: Dialect;
}

function expectType(scope: Scope, expression: Expression, wanted: ValueType, context: string): void {
  const actual = typeOf(scope, expression);
  if (actual === wanted) return;
  throw parseError(scope.text, expression.start, `expected type ${typeNames.get(wanted)} in ${context}, got ${typeNames.get(actual)}`);
}

function checkAggregation(scope: Scope, { operator, expression, parameter }: Aggregation): ValueType {
  expectType(scope, expression, 'vector', 'aggregation expression');
  const wanted = aggregationNames.get(operator);
  if (parameter !== undefined && wanted !== undefined && wanted !== 'none') {
    expectType(scope, parameter, wanted, 'aggregation parameter');
  }
  return 'vector';
}

function checkCall(scope: Scope, call: Call): ValueType {
  const entry = findFunction(call.name, scope.dialect);
  const name = JSON.stringify(call.name);
  if (entry === undefined) throw parseError(scope.text, call.start, `unknown function with name ${name}`);
  const { required, optional = [], variadic } = entry;
  const fixed = optional.length === 0 && variadic === undefined;
  const count = (bound: string, limit: number) =>
    parseError(scope.text, call.start, `expected ${bound}${limit} argument(s) in call to ${name}, got ${call.args.length}`);
  if (call.args.length < required.length) throw count(fixed ? '' : 'at least ', required.length);
  const most = variadic === undefined ? required.length + optional.length : Number.POSITIVE_INFINITY;
  if (call.args.length > most) throw count(fixed ? '' : 'at most ', most);
  const types = [...required, ...optional];
  call.args.forEach((argument, index) => {
    const wanted = types[index] ?? variadic;
    if (wanted !== undefined) expectType(scope, argument, wanted, `call to function ${name}`);
  });
  return entry.returns;
}

function checkBinary(scope: Scope, binary: Binary): ValueType {
  const left = typeOf(scope, binary.left);
  const right = typeOf(scope, binary.right);
  const { operator } = binary;
  const operand = (type: ValueType) => type === 'scalar' || type === 'vector';
  const wrong = [binary.left, binary.right].find((_, index) => !operand(index === 0 ? left : right));
  if (wrong !== undefined) throw parseError(scope.text, wrong.start, 'binary expression must contain only scalar and instant vector types');
  const scalars = left === 'scalar' && right === 'scalar';
  if (scalars && comparisonOperators.has(operator) && !binary.bool) {
    throw parseError(scope.text, binary.operatorStart, 'comparisons between scalars must use BOOL modifier');
  }
  if ((left === 'scalar' || right === 'scalar') && setOperators.has(operator)) {
    throw parseError(scope.text, binary.start, `set operator ${JSON.stringify(operator)} not allowed in binary scalar expression`);
  }
  if ((left !== 'vector' || right !== 'vector') && binary.matchingWritten && binary.matching.labels.length > 0) {
    throw parseError(scope.text, binary.operatorStart, 'vector matching only allowed between instant vectors');
  }
  return scalars ? 'scalar' : 'vector';
}

function typeOf(scope: Scope, expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'vector-selector':
      return 'vector';
    case 'matrix-selector':
      return 'matrix';
    case 'parentheses':
      return typeOf(scope, expression.expression);
    case 'aggregation':
      return checkAggregation(scope, expression);
    case 'call':
      return checkCall(scope, expression);
    case 'binary':
      return checkBinary(scope, expression);
    case 'subquery': {
      const inner = typeOf(scope, expression.expression);
      if (inner === 'vector') return 'matrix';
      throw parseError(scope.text, expression.start, `subquery is only allowed on instant vector, got ${typeNames.get(inner)} instead`);
    }
    case 'unary': {
      const inner = typeOf(scope, expression.expression);
      if (inner === 'vector' || inner === 'scalar') return inner;
      const allowed = 'unary expression only allowed on expressions of type scalar or instant vector';
      throw parseError(scope.text, expression.start, `${allowed}, got ${JSON.stringify(typeNames.get(inner))}`);
    }
  }
}

/** The type of a whole expression; throws PromqlError (bad_data) where Prometheus' parser would. */
export function checkTypes(text: string, expression: Expression, dialect: Dialect): ValueType {
  return typeOf({ text, dialect }, expression);
}
