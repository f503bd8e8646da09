/** Aggregation operators, and which of them take a parameter of which type. */
export const aggregationNames: ReadonlyMap<string, 'none' | 'scalar' | 'string'> = new Map([
  ['sum', 'none'],
  ['avg', 'none'],
  ['min', 'none'],
  ['max', 'none'],
  ['count', 'none'],
  ['group', 'none'],
  ['stddev', 'none'],
  ['stdvar', 'none'],
  ['topk', 'scalar'],
  ['bottomk', 'scalar'],
  ['quantile', 'scalar'],
  ['count_values', 'string'],
]);
