/** Reads what Prometheus' client libraries and Envoy print: the text format 0.0.4 and OpenMetrics 1.0. */
import { parseLenientMetadata, parseStrictMetadata, parseType, unescapeHelp } from './exposition-metadata';
import { OpenMetricsRules } from './exposition-rules';
import { parseSampleLine } from './exposition-sample';
import type { ExposedSeries, Exposition, ExpositionError, LineError, MetricFamily } from './exposition-types';

const MOST_ERRORS = 100;
const LONGEST_LINE_SHOWN = 200;

interface Line {
  readonly text: string;
  readonly number: number;
}

function* linesOf(text: string): Generator<Line> {
  let start = 0;
  for (let number = 1; start < text.length; number += 1) {
    const end = text.indexOf('\n', start);
    yield { text: end < 0 ? text.slice(start) : text.slice(start, end), number };
    if (end < 0) return;
    start = end + 1;
  }
}

function located(line: Line, { column, message }: LineError): ExpositionError {
  const text = line.text.length > LONGEST_LINE_SHOWN ? `${line.text.slice(0, LONGEST_LINE_SHOWN)}…` : line.text;
  return { line: line.number, column, message, text };
}

/** OpenMetrics ends with `# EOF` and writes timestamps in seconds; the older format has neither. */
const endsLikeOpenMetrics = (text: string): boolean => /(?:^|\n)# EOF\r?\n?\s*$/.test(text.slice(-64));

/**
 * Lenient: CRLF, blank lines, any blanks, trailing commas, quoted UTF-8 names, no order demanded. A line that cannot be read
 * becomes an error and the others stand.
 */
export function parseExposition(text: string): Exposition {
  const form = { strict: false, timestampUnitSeconds: endsLikeOpenMetrics(text) ? 1 : 0.001 };
  const series: ExposedSeries[] = [];
  const families = new Map<string, MetricFamily>();
  const errors: ExpositionError[] = [];
  let errorCount = 0;
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text;
  for (const line of linesOf(clean)) {
    const content = line.text.trimEnd();
    if (content === '') continue;
    if (content.trimStart().startsWith('#')) {
      describeFamily(families, content);
      continue;
    }
    const sample = parseSampleLine(content, form);
    if (sample.ok) series.push(sample.value);
    else {
      errorCount += 1;
      if (errors.length < MOST_ERRORS) errors.push(located(line, sample.error));
    }
  }
  return { series, families, errors, errorCount };
}

function describeFamily(families: Map<string, MetricFamily>, line: string): void {
  const metadata = parseLenientMetadata(line);
  if (metadata === undefined) return;
  const { keyword, name, text } = metadata;
  const known = families.get(name) ?? { name, type: 'unknown' };
  if (keyword === 'TYPE') families.set(name, { ...known, type: parseType(text.toLowerCase()) ?? 'unknown' });
  else if (keyword === 'HELP') families.set(name, { ...known, help: unescapeHelp(text) });
  else families.set(name, { ...known, unit: text });
}

/** One strict step: a sample, nothing, or an error. */
function strictLine(rules: OpenMetricsRules, text: string): ExposedSeries | LineError | undefined {
  const whole = (message: string | undefined): LineError | undefined => (message === undefined ? undefined : { column: 1, message });
  if (text === '') return whole('blank lines are not allowed');
  if (text.startsWith('#')) {
    const metadata = parseStrictMetadata(text);
    return whole(
      metadata === undefined ? 'expected "# HELP name text", "# TYPE name type", "# UNIT name unit" or "# EOF"' : rules.metadata(metadata),
    );
  }
  const sample = parseSampleLine(text, { strict: true, timestampUnitSeconds: 1 });
  if (!sample.ok) return sample.error;
  return whole(rules.sample(sample.value)) ?? sample.value;
}

/** Strict OpenMetrics 1.0: stops at the first violation. */
export function parseOpenMetrics(text: string): Exposition {
  const rules = new OpenMetricsRules();
  const series: ExposedSeries[] = [];
  const failed = (error: ExpositionError): Exposition => ({ series, families: rules.families, errors: [error], errorCount: 1 });
  let last: Line = { text: '', number: 1 };
  let hasEnded = false;
  for (const line of linesOf(text)) {
    if (hasEnded) return failed(located(line, { column: 1, message: 'nothing may stand after # EOF' }));
    last = line;
    if (line.text === '# EOF') {
      hasEnded = true;
      continue;
    }
    const step = strictLine(rules, line.text);
    if (step === undefined) continue;
    if ('message' in step) return failed(located(line, step));
    series.push(step);
  }
  const message = rules.finish() ?? (hasEnded ? undefined : 'the text does not end with # EOF');
  if (message !== undefined) return failed(located(last, { column: 1, message }));
  return { series, families: rules.families, errors: [], errorCount: 0 };
}
