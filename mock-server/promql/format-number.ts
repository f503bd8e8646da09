/** Numbers as Prometheus' API writes them. */
function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return Object.is(value, -0) ? '-0' : undefined;
}

/** Digits without exponent, however long. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A scalar result, and the values of count_values: shortest digits, never an exponent. */
export function formatScalar(value: number): string {
  const text = special(value) ?? String(value);
  return text.includes('e') ? withoutExponent(text) : text;
}

/** A sample: an exponent of at least two digits below 1e-6 and from 1e21 on. */
export function formatSample(value: number): string {
  const text = special(value) ?? String(value);
  return text.includes('e') ? text.replace(/e([+-])(\d)$/, 'e$10$2') : text;
}

/** Milliseconds as seconds with up to three decimals. */
export function formatTime(ms: number): string {
  return String(ms / 1000);
}
