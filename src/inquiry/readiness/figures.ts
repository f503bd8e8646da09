/** Figures of readiness as words: counts are estimates of `increase`, so parts of one are no zero. */
import { formatBytes, formatCount } from '../../lib/format-number';
import { many } from '../../lib/many';
import { list } from '../../telemetry/doctor/words';
import type { PlaintextSums } from './answer';

/** "1,204 requests"; "less than 1 request" for a part of one. */
export function countText(count: number, one: string): string {
  if (count > 0 && count < 0.5) return `less than 1 ${one}`;
  return many(Math.round(count), one);
}

/** "1,204 requests, 3 connections and 12.3 kB"; "no plaintext seen" where there was none. */
export function sumsText({ requests, connections, bytes }: PlaintextSums): string {
  const parts = [
    ...(requests > 0 ? [countText(requests, 'request')] : []),
    ...(connections > 0 ? [countText(connections, 'connection')] : []),
    ...(bytes > 0 ? [formatBytes(bytes)] : []),
  ];
  return parts.length === 0 ? 'no plaintext seen' : list(parts);
}

/** "7 of 168 hours", by the length of a step. */
export function stepsText(steps: number, stepSeconds: number): string {
  return stepSeconds === 3600 ? many(steps, 'hour') : `${formatCount((steps * stepSeconds) / 60)} minutes`;
}

/** Unix seconds as "2026-11-21 14:00 UTC". */
export const momentText = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
