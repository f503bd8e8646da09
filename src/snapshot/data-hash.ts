/**
 * A short fingerprint of what was measured: two pictures with the same one were drawn from the same numbers. Not SHA-256, because it is taken
 * of every picture and must not depend on the order in which a server answers: rows are mixed one by one (MurmurHash3's steps, two lanes of
 * 32 bits) and added up. Integer arithmetic alone, so it is the same on every machine. It tells data apart; it is no signature.
 */
import { onceEach } from '../lib/once-each';
import type { End, Telemetry } from '../telemetry/rows';

/** Twelve hexadecimal digits. Names are part of it: under pseudonyms it is another one. Reckoned once for the same object. */
export const dataHash: (telemetry: Telemetry) => string = onceEach((telemetry) => {
  const sum = new Sum();
  const { atSeconds, windowSeconds, totals, bytesUnknown, quantileGrouping } = telemetry;
  sum.add('moment', [atSeconds, windowSeconds, totals, bytesUnknown, quantileGrouping]);
  for (const { source, destination, ...row } of telemetry.requests) sum.addRow('request', source, destination, row);
  for (const { source, destination, ...row } of telemetry.tcp) sum.addRow('tcp', source, destination, row);
  for (const { source, destination, buckets, ...row } of telemetry.latency ?? []) {
    const flat = buckets.flatMap(({ upperBoundMs, perSecond }) => [upperBoundMs, perSecond]);
    sum.addRow('latency', source, destination, { ...row, buckets: flat.join(' ') });
  }
  for (const { source, destination, ...row } of telemetry.quantiles ?? []) sum.addRow('quantile', source, destination, row);
  for (const { source, destination, ...row } of telemetry.connections ?? []) sum.addRow('connection', source, destination, row);
  for (const { namespace, pod, gateway } of telemetry.waypoints ?? []) sum.add('waypoint', [namespace, pod, gateway]);
  return sum.text();
});

type Part = string | number | boolean | undefined;

class Sum {
  private first = 0;
  private second = 0;
  /** Ends are shared by rows. */
  private readonly ends = new Map<End, string>();

  add(kind: string, parts: readonly Part[]): void {
    const [first, second] = mixed(kind + SEPARATOR + parts.join(SEPARATOR));
    this.first = (this.first + first) >>> 0;
    this.second = (this.second + second) >>> 0;
  }

  addRow(kind: string, source: End, destination: End, row: Readonly<Record<string, Part>>): void {
    this.add(kind, [this.end(source), this.end(destination), ...inOrder(row)]);
  }

  text(): string {
    const digits = (lane: number) => lane.toString(16).padStart(8, '0');
    return (digits(this.first) + digits(this.second)).slice(0, 12);
  }

  private end(end: End): string {
    const known = this.ends.get(end);
    if (known !== undefined) return known;
    const text = inOrder(end as Readonly<Record<string, Part>>).join(SEPARATOR);
    this.ends.set(end, text);
    return text;
  }
}

/** No label holds it. */
const SEPARATOR = '\u0001';

/** Names beside values: the order in which a row was made decides nothing. */
function inOrder(row: Readonly<Record<string, Part>>): readonly Part[] {
  return Object.keys(row)
    .sort()
    .flatMap((name) => (row[name] === undefined ? [] : [name, row[name]]));
}

function mixed(text: string): readonly [number, number] {
  let first = 0x9747b28c;
  let second = 0x85ebca6b;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0xcc9e2d51);
    first = (first << 15) | (first >>> 17);
    second = Math.imul(second ^ unit, 0x1b873593);
    second = (second << 13) | (second >>> 19);
  }
  return [finished(first ^ text.length), finished(second ^ text.length)];
}

function finished(lane: number): number {
  const once = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
