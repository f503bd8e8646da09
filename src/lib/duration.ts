const UNIT_SECONDS = new Map([
  ['ms', 0.001],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 604_800],
]);
const PRINTED = [
  { unit: 'd', milliseconds: 86_400_000 },
  { unit: 'h', milliseconds: 3_600_000 },
  { unit: 'm', milliseconds: 60_000 },
  { unit: 's', milliseconds: 1000 },
  { unit: 'ms', milliseconds: 1 },
] as const;

/** Seconds of "5m", "1h30m", "90s", "250ms" or "2w"; undefined for anything else, zero included. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(ms|[smhdw]))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[smhdw])/g)) {
    seconds += Number(amount) * (UNIT_SECONDS.get(unit ?? '') ?? 0);
  }
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** "5m", "1h30m", "45s", "1d": the shortest exact form, to the millisecond. "0s" for zero; a leading "-" for negative spans. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(Math.abs(seconds) * 1000);
  if (!Number.isFinite(rest) || rest === 0) return '0s';
  let text = seconds < 0 ? '-' : '';
  for (const { unit, milliseconds } of PRINTED) {
    const amount = Math.floor(rest / milliseconds);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * milliseconds;
  }
  return text;
}
