/** Numbers as people read them: at most three significant digits, a unit after a thin gap, never a bare exponent. */

const SI = [
  { at: 1e12, sign: 'T' },
  { at: 1e9, sign: 'G' },
  { at: 1e6, sign: 'M' },
  { at: 1e3, sign: 'k' },
] as const;

/** Three significant digits without trailing zeros; 999.6 becomes 1000. */
function threeDigits(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
}

function withPrefix(value: number, unit: string): string {
  const step = SI.find((one) => value >= one.at * 0.9995);
  return step === undefined ? `${threeDigits(value)} ${unit}` : `${threeDigits(value / step.at)} ${step.sign}${unit}`;
}

/** "4,000,000": a whole number with thousands apart; without locale data, because pictures say it too. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "120 rps", "0.3 rps", "12.4k rps"; below one in a hundred seconds "<0.01 rps". */
export function formatRequestRate(requestsPerSecond: number): string {
  if (requestsPerSecond > 0 && requestsPerSecond < 0.01) return '<0.01 rps';
  const step = SI.find((one) => requestsPerSecond >= one.at * 0.9995);
  return step === undefined ? `${threeDigits(requestsPerSecond)} rps` : `${threeDigits(requestsPerSecond / step.at)}${step.sign} rps`;
}

/** "1.2 MB/s" (powers of ten). */
export function formatByteRate(bytesPerSecond: number): string {
  if (bytesPerSecond > 0 && bytesPerSecond < 1) return '<1 B/s';
  return withPrefix(bytesPerSecond, 'B/s');
}

/** "1.2 MB" (powers of ten); "less than 1 B" for a part of one. */
export function formatBytes(bytes: number): string {
  return bytes > 0 && bytes < 0.5 ? 'less than 1 B' : withPrefix(Math.round(bytes), 'B');
}

const BINARY = [
  { at: 1024 ** 4, sign: 'Ti' },
  { at: 1024 ** 3, sign: 'Gi' },
  { at: 1024 ** 2, sign: 'Mi' },
  { at: 1024, sign: 'Ki' },
] as const;

/** "1.2 MiB/s" (powers of two). */
export function formatBinaryByteRate(bytesPerSecond: number): string {
  if (bytesPerSecond > 0 && bytesPerSecond < 1) return '<1 B/s';
  const step = BINARY.find((one) => bytesPerSecond >= one.at * 0.9995);
  return step === undefined ? `${threeDigits(bytesPerSecond)} B/s` : `${threeDigits(bytesPerSecond / step.at)} ${step.sign}B/s`;
}

/** 0..1 as "3.1 %"; a trace is "<0.1 %", almost all is ">99.9 %", so that 0 % and 100 % mean exactly that. */
export function formatRatio(ratio: number): string {
  if (ratio > 0 && ratio < 0.001) return '<0.1 %';
  if (ratio < 1 && ratio > 0.999) return '>99.9 %';
  const percent = ratio * 100;
  return `${percent >= 10 ? Number(percent.toFixed(percent > 99 ? 1 : 0)) : Number(percent.toFixed(1))} %`;
}

/** A share of a whole, 0..1, finer than an error ratio: "11.8 %", "90 %"; a trace is "<0.1 %", almost all is ">99.9 %". */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1 %';
  if (share < 1 && share > 0.999) return '>99.9 %';
  return `${Number((share * 100).toFixed(1))} %`;
}

/** "0.4 ms", "240 ms", "1.2 s", "2.5 min". */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 120_000) return `${threeDigits(milliseconds / 60_000)} min`;
  if (milliseconds >= 999.5) return `${threeDigits(milliseconds / 1000)} s`;
  return `${threeDigits(milliseconds)} ms`;
}
