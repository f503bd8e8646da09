/** Sample values as Prometheus writes them in JSON: strings, because JSON has no NaN and no infinities. */

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
]);

/** The number behind a sample value; undefined when the text is no number at all (NaN is a number Prometheus may answer). */
export function parseSampleValue(text: unknown): number | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  return SPECIAL.get(text);
}
