/** Durations as protobuf and the Gateway API write them. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['ns', 1e-9],
]);

/** Seconds of "1.5s", "250ms" or "1h30m"; undefined for what is no duration. */
export function seconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d+(\.\d*)?(h|ms|us|µs|ns|m|s))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d*)?)(h|ms|us|µs|ns|m|s)/g))
    total += Number(amount) * (UNITS.get(unit ?? '') ?? 0);
  return total;
}
