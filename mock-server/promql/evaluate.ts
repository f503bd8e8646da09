import { evaluateAggregation } from './aggregate';
import type { Aggregation, Call, Expression, Unary } from './ast';
import { evaluateBinary } from './binary';
import type { Evaluation, Steps } from './evaluation';
import { findFunction } from './functions/index';
import { selectVector } from './select-vector';
import type { Value, VectorBlock } from './vector-block';
import { checkDistinct } from './vector-block';

function evaluateUnary(evaluation: Evaluation, { operator, expression }: Unary): Value {
  const value = evaluation.evaluate(expression);
  if (operator === '+' || value.kind === 'string') return value;
  if (value.kind === 'scalar') return { kind: 'scalar', values: value.values.map((number) => -number) };
  const negated = { ...value, values: value.values.map((number) => -number), nameless: true };
  checkDistinct(negated);
  return negated;
}

function evaluateCall(evaluation: Evaluation, call: Call): Value {
  const entry = findFunction(call.name, evaluation.dialect);
  if (entry === undefined) throw new TypeError(`function ${call.name} passed the type check`);
  evaluation.checkDeadline();
  return entry.evaluate(evaluation, call.args);
}

interface Evaluated {
  readonly block: VectorBlock;
  /** What reading it cost. Prometheus reads an expression that is written twice twice, and counts it so. */
  readonly samples: number;
}

function evaluateOnce(evaluation: Evaluation, aggregation: Aggregation, evaluated: Map<Aggregation, Evaluated>): VectorBlock {
  const known = evaluated.get(aggregation);
  if (known !== undefined) {
    evaluation.usage.samples += known.samples;
    return known.block;
  }
  const before = evaluation.usage.samples;
  const block = evaluateAggregation(evaluation, aggregation);
  evaluated.set(aggregation, { block, samples: evaluation.usage.samples - before });
  return block;
}

function evaluateExpression(evaluation: Evaluation, expression: Expression, evaluated: Map<Aggregation, Evaluated>): Value {
  switch (expression.kind) {
    case 'number':
      return { kind: 'scalar', values: new Float64Array(evaluation.steps.count).fill(expression.value) };
    case 'string':
      return { kind: 'string', text: expression.value };
    case 'parentheses':
      return evaluation.evaluate(expression.expression);
    case 'vector-selector':
      return selectVector(evaluation, expression);
    case 'unary':
      return evaluateUnary(evaluation, expression);
    case 'binary':
      return evaluateBinary(evaluation, expression);
    case 'aggregation':
      return evaluateOnce(evaluation, expression, evaluated);
    case 'call':
      return evaluateCall(evaluation, expression);
    case 'matrix-selector':
    case 'subquery':
      throw new TypeError('a range vector is read by the function around it');
  }
}

export type EvaluationSettings = Omit<Evaluation, 'evaluate' | 'at'>;

/** Binds the evaluator to a store and to the moments it is asked about. */
export function createEvaluation(settings: EvaluationSettings): Evaluation {
  const evaluated = new Map<Aggregation, Evaluated>();
  const evaluation: Evaluation = {
    ...settings,
    evaluate: (expression) => evaluateExpression(evaluation, expression, evaluated),
    // Samples read inside a subquery are not queryable samples of the query; Prometheus counts only what the outer function reads.
    at: (steps: Steps) => createEvaluation({ ...settings, steps, usage: { samples: 0 } }),
  };
  return evaluation;
}
