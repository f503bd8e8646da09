/** The seam between the simulated world and the PromQL evaluator: a world is a store of series whose samples are a function of time. */

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/**
 * A label matcher as PromQL writes it (absent label = ""). `test` says whether a value satisfies the whole matcher, negation included; the
 * patterns of =~ and !~ are fully anchored and RE2-like.
 */
export interface LabelMatcher {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
  readonly test: (value: string) => boolean;
}

/** Samples of one series inside the asked span, oldest first. `labels` includes `__name__`; empty values never appear. */
export interface SampledSeries {
  readonly labels: ReadonlyMap<string, string>;
  readonly timestampsMs: Float64Array;
  readonly values: Float64Array;
}

/** A series store over a closed span [fromMs, toMs] (both ends included). The same question always gets the same answer. */
export interface SeriesStore {
  select(matchers: readonly LabelMatcher[], fromMs: number, toMs: number): readonly SampledSeries[];
  /** Series that have at least one sample in the span, labels only. */
  labelSets(matchers: readonly LabelMatcher[], fromMs: number, toMs: number): readonly ReadonlyMap<string, string>[];
  /** Metric metadata: name → type and help. */
  metadata(): ReadonlyMap<string, { readonly type: 'counter' | 'gauge' | 'histogram'; readonly help: string }>;
  /** What a scrape of every simulated proxy at this moment would print: current values, no timestamps. */
  instant(atMs: number): readonly { readonly labels: ReadonlyMap<string, string>; readonly value: number }[];
}

/** Which mesh is simulated; carried per request by cookie `seamark_mock` or header `X-Seamark-Mock` as `scenario=shop;seed=1;…`. */
export interface WorldOptions {
  /** Its name, or `name:step` of its demonstration. */
  readonly scenario: string;
  readonly seed: number;
  /** `huge` only. */
  readonly services?: number;
  /** When the last thing of the scenario's story happened; absent: long ago. */
  readonly sinceMs?: number;
  /** Log of changes made under /mock/…; part of the function's input. */
  readonly changes: readonly { readonly atMs: number; readonly kind: string; readonly value: unknown }[];
}

export type CreateWorld = (options: WorldOptions) => SeriesStore;
