/** Numbers with units, as people type them: each unit reads what may be written and says so in one phrase. */

export interface Unit {
  /** "requests per second". */
  readonly title: string;
  /** What a text means in the base unit; undefined where it is no such number. */
  readonly read: (text: string) => number | undefined;
  /** How such a number is written, for errors: "5, 0.5rps or 2k". */
  readonly write: string;
  /** Values worth offering. */
  readonly examples: readonly string[];
}

const NUMBER = /^(\d{1,15}(?:\.\d{1,15})?|\.\d{1,15})\s*(.*)$/;

/** A number and one of the suffixes, lower case → factor; "" is the bare number. */
function reader(factors: Readonly<Record<string, number>>): Unit['read'] {
  const known = new Map(Object.entries(factors));
  return (text) => {
    const [, amount, suffix = ''] = NUMBER.exec(text.trim()) ?? [];
    const factor = known.get(suffix.toLowerCase());
    return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
  };
}

const within = (read: Unit['read'], fits: (value: number) => boolean): Unit['read'] => {
  return (text) => {
    const value = read(text);
    return value !== undefined && fits(value) ? value : undefined;
  };
};

const PREFIXES = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12, ki: 2 ** 10, mi: 2 ** 20, gi: 2 ** 30, ti: 2 ** 40 } as const;

function withSuffixes(suffixes: readonly string[], prefixes: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(prefixes).flatMap(([prefix, factor]) => suffixes.map((suffix) => [prefix + suffix, factor])));
}

export const requestRate: Unit = {
  title: 'requests per second',
  read: reader(withSuffixes(['', 'rps', '/s'], { '': 1, k: 1e3, m: 1e6 })),
  write: '10, 0.5rps or 2k',
  examples: ['0', '1rps', '10rps', '100rps'],
};

export const byteRate: Unit = {
  title: 'bytes per second',
  read: reader(withSuffixes(['', 'b', 'b/s'], PREFIXES)),
  write: '1000, 1MB/s or 512KiB/s',
  examples: ['0', '1kB/s', '1MB/s', '100MB/s'],
};

export const milliseconds: Unit = {
  title: 'milliseconds',
  read: reader({ '': 1, ms: 1, s: 1e3, m: 6e4, min: 6e4 }),
  write: '250, 250ms or 1.5s',
  examples: ['100ms', '250ms', '1s', '5s'],
};

export const percent: Unit = {
  title: 'percent, 0 to 100',
  read: within(reader({ '': 1, '%': 1 }), (value) => value <= 100),
  write: 'a number from 0 to 100, such as 5 or 0.1%',
  examples: ['0', '1', '5', '10', '50'],
};

export const rankNumber: Unit = {
  title: '1 to 100',
  read: within(reader({ '': 1 }), (value) => Number.isInteger(value) && value >= 1 && value <= 100),
  write: 'a whole number from 1 to 100',
  examples: ['1', '5', '10'],
};
