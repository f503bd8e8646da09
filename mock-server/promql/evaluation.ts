import type { SeriesStore } from '../series';
import type { AtModifier, Expression } from './ast';
import type { Dialect } from './dialect';
import type { Value } from './vector-block';

/** The moments an expression is evaluated at: `count` of them, `stepMs` apart. */
export interface Steps {
  readonly startMs: number;
  readonly stepMs: number;
  readonly count: number;
}

/** Everything an expression is evaluated in. */
export interface Evaluation {
  readonly store: SeriesStore;
  readonly dialect: Dialect;
  readonly lookbackMs: number;
  /** Step of a subquery that names none. */
  readonly defaultSubqueryStepMs: number;
  /** What `@ start()` and `@ end()` mean: the whole query's, in subqueries too. */
  readonly queryStartMs: number;
  readonly queryEndMs: number;
  readonly steps: Steps;
  /** Samples read so far, as Prometheus' `totalQueryableSamples` counts them. */
  readonly usage: { samples: number };
  /** Throws when the query has run for too long. */
  readonly checkDeadline: () => void;
  evaluate(expression: Expression): Value;
  /** The same evaluation at other moments, for subqueries. */
  at(steps: Steps): Evaluation;
}

export function stepTime(steps: Steps, step: number): number {
  return steps.startMs + step * steps.stepMs;
}

/** The moment a selector looks at in a step, after `@` and `offset`. */
export function referenceTime(
  evaluation: Evaluation,
  step: number,
  selector: { readonly at: AtModifier | undefined; readonly offsetMs: number | undefined },
): number {
  const offset = selector.offsetMs ?? 0;
  if (selector.at === undefined) return stepTime(evaluation.steps, step) - offset;
  if (selector.at.kind === 'timestamp') return selector.at.ms - offset;
  return (selector.at.kind === 'start' ? evaluation.queryStartMs : evaluation.queryEndMs) - offset;
}
