/** Figures as they are said: "12.4k rps" becomes "12.4 thousand requests per second", with the same digits. */

const POWERS: Readonly<Record<string, string>> = { k: ' thousand', M: ' million', G: ' billion', T: ' trillion' };
const BYTES: Readonly<Record<string, string>> = { '': 'bytes', k: 'kilobytes', M: 'megabytes', G: 'gigabytes', T: 'terabytes' };
const BEFORE: Readonly<Record<string, string>> = { '≥': 'at least ', '<': 'less than ', '>': 'more than ', '−': 'minus ' };

const one = (digits: string, plural: string): string => (digits === '1' ? plural.replace(/s\b/, '') : plural);

interface Unit {
  readonly pattern: RegExp;
  readonly words: (digits: string, power: string) => string;
}

/** Each takes its number along; the first that matches wins. */
const UNITS: readonly Unit[] = [
  { pattern: /(\d[\d.]*)([kMGT]?) rps\b/g, words: (digits, power) => power + one(digits + power, ' requests per second') },
  { pattern: /(\d[\d.]*)([kMGT]?) requests\b/g, words: (digits, power) => power + one(digits + power, ' requests') },
  { pattern: /(\d[\d.]*)([kMGT]?) \/s/g, words: (_, power) => `${power} per second` },
  { pattern: /(\d[\d.]*)() %/g, words: () => ' percent' },
  { pattern: /(\d[\d.]*)() ms\b/g, words: (digits) => one(digits, ' milliseconds') },
  { pattern: /(\d[\d.]*)() s\b/g, words: (digits) => one(digits, ' seconds') },
  { pattern: /(\d[\d.]*)() min\b/g, words: (digits) => one(digits, ' minutes') },
];

const BYTE_RATE = /(\d[\d.]*) ([kMGT]?)B(\/s)?/g;

/** Any text made by the formats of `lib/format-number`, alone or within a phrase. */
export function spoken(text: string): string {
  let words = text.replace(BYTE_RATE, (_, digits: string, power: string, rate: string | undefined) => {
    const unit = one(digits, BYTES[power] ?? 'bytes');
    return `${digits} ${unit}${rate === undefined ? '' : ' per second'}`;
  });
  for (const { pattern, words: said } of UNITS)
    words = words.replace(pattern, (_, digits: string, power: string) => digits + said(digits, POWERS[power] ?? ''));
  return words.replace(/[≥<>−] ?(?=\d)/g, (sign) => BEFORE[sign.charAt(0)] ?? sign);
}
