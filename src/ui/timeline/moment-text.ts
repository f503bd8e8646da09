/** A moment of the timeline in words. */
import { momentText, type OffsetMinutes } from '../../lib/range-text';
import type { SpanOverview } from '../../worker/messages';
import { UNKNOWN } from '../text/edge-numbers';
import { spoken } from '../text/spoken';
import type { Lane } from './lanes';
import type { TimelineMark } from './timeline-marks';

/** "120 rps", or "–" where nothing is known. */
export function laneText({ id, format }: Lane, { strip }: Pick<SpanOverview, 'strip'>, index: number): string {
  const value = strip[id][index];
  return value === undefined || Number.isNaN(value) ? UNKNOWN : format(value);
}

/** "2026-03-10 18:45:00 UTC: 120 requests per second, 2.3 percent errors, p99 latency 312 milliseconds." and what happened then. */
export function momentSentence(
  seconds: number,
  values: readonly { readonly lane: Lane; readonly text: string }[],
  marks: readonly TimelineMark[],
  offset: OffsetMinutes,
): string {
  const figures = values.map(({ lane, text }) => {
    if (text === UNKNOWN) return `${lane.spoken} unknown`;
    if (lane.id === 'p99Milliseconds') return `${lane.spoken} ${spoken(text)}`;
    return lane.id === 'errorRatio' ? `${spoken(text)} ${lane.spoken}` : spoken(text);
  });
  const what = figures.length === 0 ? '' : `: ${figures.join(', ')}`;
  const happened = marks.map(({ says }) => ` ${says}`).join('');
  return `${momentText(seconds, offset)}${what}.${happened}`;
}

const SPEED_WORDS: Readonly<Record<number, string>> = { 1: '1 s', 5: '5 s', 15: '15 s', 30: '30 s', 60: '1 min', 300: '5 min' };

/** "60× · 1 min a second": time of the span that passes in a second. */
export const speedText = (speed: number): string => `${speed}× · ${SPEED_WORDS[speed] ?? `${speed} s`} a second`;
