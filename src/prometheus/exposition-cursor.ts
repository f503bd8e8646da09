/** A position in one line of exposition text; the first failure is kept, with its column. */
import type { Labels } from './client-types';
import type { LineError } from './exposition-types';

const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const BLANKS = /[ \t]*/y;

export class Cursor {
  at = 0;
  failure: LineError | undefined;

  constructor(
    readonly line: string,
    readonly strict: boolean,
  ) {}

  /** Records the first failure; always undefined, so that readers can return it. */
  fail(message: string, at = this.at): undefined {
    this.failure ??= { column: at + 1, message };
    return undefined;
  }

  get atEnd(): boolean {
    return this.at >= this.line.length;
  }

  peek(): string {
    return this.line.charAt(this.at);
  }

  /** Steps over one expected character. */
  skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at += 1;
    return true;
  }

  match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.line)?.[0] ?? '';
    this.at += text.length;
    return text;
  }

  /** Blanks and tabs, where the lenient reading allows them; true when there were any. */
  skipBlanks(): boolean {
    return !this.strict && this.match(BLANKS) !== '';
  }

  metricName(): string {
    return this.match(METRIC_NAME);
  }

  /** A text in double quotes with the escapes \\ \" \n; any other escape stands as written. */
  quoted(): string | undefined {
    const start = this.at;
    if (!this.skip('"')) return this.fail('expected "');
    let end = this.line.indexOf('"', this.at);
    while (end > 0 && this.backslashesBefore(end) % 2 === 1) end = this.line.indexOf('"', end + 1);
    if (end < 0) return this.fail('this text has no closing "', start);
    const raw = this.line.slice(this.at, end);
    this.at = end + 1;
    if (!raw.includes('\\')) return raw;
    return raw.replace(/\\(["\\n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }

  private backslashesBefore(end: number): number {
    let count = 0;
    while (end - count - 1 >= this.at && this.line.charAt(end - count - 1) === '\\') count += 1;
    return count;
  }

  /** `{…}`: labels, and the metric's name when it is quoted inside (lenient only). Undefined after a failure. */
  braces(): { readonly labels: Labels; readonly name: string | undefined } | undefined {
    const labels: Record<string, string> = {};
    let name: string | undefined;
    this.skip('{');
    this.skipBlanks();
    if (this.skip('}')) return { labels, name };
    for (;;) {
      const entry = this.entry();
      if (entry === undefined) return undefined;
      if (entry.value === undefined) {
        if (name !== undefined) return this.fail('the metric has two names', entry.at);
        name = entry.name;
      } else if (Object.hasOwn(labels, entry.name)) {
        return this.fail(`the label ${JSON.stringify(entry.name)} stands twice`, entry.at);
      } else setLabel(labels, entry.name, entry.value);
      this.skipBlanks();
      const more = this.skip(',');
      this.skipBlanks();
      if ((!more || !this.strict) && this.skip('}')) return { labels, name };
      if (!more) return this.fail('expected , or }');
    }
  }

  /** `name="value"`, or a quoted metric name alone (value undefined). */
  private entry(): { readonly name: string; readonly value: string | undefined; readonly at: number } | undefined {
    const at = this.at;
    const isQuoted = !this.strict && this.peek() === '"';
    const name = isQuoted ? this.quoted() : this.match(LABEL_NAME);
    if (name === undefined) return undefined;
    if (name === '') return this.fail('expected a label name', at);
    this.skipBlanks();
    if (isQuoted && (this.peek() === ',' || this.peek() === '}')) return { name, value: undefined, at };
    if (!this.skip('=')) return this.fail(`expected = after the label ${JSON.stringify(name)}`);
    this.skipBlanks();
    const value = this.quoted();
    return value === undefined ? undefined : { name, value, at };
  }
}

function setLabel(labels: Record<string, string>, name: string, value: string): void {
  if (name !== '__proto__') labels[name] = value;
  else Object.defineProperty(labels, name, { value, enumerable: true, configurable: true, writable: true });
}
