/** How one kind of value is written in a link: a pair of functions each, used by the entries of `parameters.ts`. */

import { formatDuration, parseDuration } from '../../lib/duration';
import { isoText } from '../../lib/range-text';
import type { EndTime } from '../view-state';

/** undefined = the text makes no sense; the value itself may be undefined. */
type Read<T> = { readonly value: T } | undefined;

export interface Format<T> {
  /** One text a value; a list writes one text an item, and none when empty. */
  readonly write: (value: T) => readonly string[];
  readonly read: (texts: readonly string[]) => Read<T>;
}

/** One text; of several the last one counts. */
function one<T>(write: (value: T) => string, read: (text: string) => Read<T>): Format<T> {
  return { write: (value) => [write(value)], read: (texts) => read(texts.at(-1) ?? '') };
}

export const flag: Format<boolean> = one(
  (on) => (on ? '1' : '0'),
  (text) => (text === '1' || text === '0' ? { value: text === '1' } : undefined),
);

/** Any text up to a length. */
export const text = (maxLength: number): Format<string> =>
  one(
    (value) => value,
    (read) => (read.length <= maxLength ? { value: read } : undefined),
  );

/** A name that a registry list gives: ids of overlays, scenarios and the like. */
export const id: Format<string> = one(
  (value) => value,
  (read) => (/^[\w-]{1,64}$/.test(read) ? { value: read } : undefined),
);

/** A mock scenario, maybe at a step of its demonstration: "canary:3". */
export const scenarioName: Format<string> = one(
  (value) => value,
  (read) => (/^[\w-]{1,64}(:[1-9]\d{0,2})?$/.test(read) ? { value: read } : undefined),
);

/** Ids in one text, separated by dots. */
export const ids: Format<readonly string[]> = one(
  (value) => value.join('.'),
  (read) => (/^[\w.-]{0,200}$/.test(read) ? { value: read === '' ? [] : read.split('.') } : undefined),
);

export const oneOf = <T extends string>(known: readonly T[]): Format<T> =>
  one(
    (value) => value,
    (read) => {
      const value = known.find((each) => each === read);
      return value === undefined ? undefined : { value };
    },
  );

/** A value that may be undefined, which one word stands for ("auto", "off"). */
export const orWord = <T>(word: string, format: Format<T>): Format<T | undefined> => ({
  write: (value) => (value === undefined ? [word] : format.write(value)),
  read: (texts) => (texts.at(-1) === word ? { value: undefined } : format.read(texts)),
});

/** A value that may be undefined: then the link says nothing. */
export const optional = <T>(format: Format<T>): Format<T | undefined> => ({
  write: (value) => (value === undefined ? [] : format.write(value)),
  read: format.read,
});

/** A finite number between two bounds, both included. */
export const number = (from: number, to: number): Format<number> =>
  one(String, (read) => {
    const value = read.trim() === '' ? Number.NaN : Number(read);
    return value >= from && value <= to ? { value } : undefined;
  });

/** "5m", "1h30m": seconds between two bounds. */
export const duration = (from: number, to: number): Format<number> =>
  one(formatDuration, (read) => {
    const seconds = parseDuration(read);
    return seconds !== undefined && seconds >= from && seconds <= to ? { value: seconds } : undefined;
  });

/** Texts that differ, one parameter each; more than `most` is a mistake or an attack. */
export const list = (most: number): Format<readonly string[]> => ({
  write: (value) => value,
  read: (texts) => (texts.length > most ? undefined : { value: [...new Set(texts)].filter((value) => value !== '') }),
});

/** "now", ISO 8601, or Unix seconds as the command line takes them. */
export const endTime: Format<EndTime> = one(writeEnd, readEnd);

function writeEnd(end: EndTime): string {
  if (end.kind === 'now') return 'now';
  const written = isoText(end.seconds);
  return written.endsWith('.000Z') ? `${written.slice(0, -5)}Z` : written;
}

function readEnd(read: string): Read<EndTime> {
  if (read === 'now') return { value: { kind: 'now' } };
  const seconds = /^\d+(\.\d+)?$/.test(read) ? Number(read) : Date.parse(read) / 1000;
  return Number.isFinite(seconds) && Math.abs(seconds) < 8.64e12 ? { value: { kind: 'at', seconds } } : undefined;
}
