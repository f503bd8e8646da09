/**
 * The grammar, loosest first; keywords and operands in any case:
 *   expression = all { "OR" all }
 *   all        = one { "AND" one }
 *   one        = ( "NOT" | "!" ) one | "(" expression ")" | [ "is" | "has" ] criterion
 *   criterion  = [ "source." | "target." ] operand [ operator value ]
 */
import { err, ok, type Result } from '../lib/result';
import type { Criterion, End, Expression, ExpressionError } from './expression';
import { findOperand, operandHint } from './find-operand';
import { mayStandAlone, type Operand, operatorsOf } from './operands/operand';
import { parseTest } from './parse-test';
import { type Token, tokenise } from './tokens';

/** Longer than any question, short enough for a link. */
export const LONGEST_EXPRESSION = 1000;
const DEEPEST = 50;

type Parsed<T> = Result<T, ExpressionError>;

/** Total: any text gives an expression or the place and the reason why not. */
export function parseExpression(text: string): Parsed<Expression> {
  if (text.length > LONGEST_EXPRESSION) {
    const message = `The expression has ${text.length} characters; ${LONGEST_EXPRESSION} is the most.`;
    return err({
      message,
      hint: 'Shorten it; several names with a common part are found by *= or ^=.',
      from: LONGEST_EXPRESSION,
      to: text.length,
    });
  }
  const parser = new Parser(text);
  return parser.all();
}

const ENDS: readonly End[] = ['source', 'target'];

/** "source.namespace" → the end and the rest. */
export function splitEnd(word: string): { readonly end: End | undefined; readonly name: string } {
  const end = ENDS.find((each) => word.toLowerCase().startsWith(`${each}.`));
  return end === undefined ? { end, name: word } : { end, name: word.slice(end.length + 1) };
}

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    this.tokens = tokenise(text);
  }

  all(): Parsed<Expression> {
    if (this.tokens.length === 0)
      return this.wrong(undefined, 'The expression is empty.', 'Write what to look for, for example %httperr>5.');
    const parsed = this.alternatives();
    if (!parsed.ok || this.next === undefined) return parsed;
    if (this.next.kind === 'close') return this.wrong(this.next, 'This bracket closes nothing.', 'Remove it, or open one before.');
    return this.unexpected(this.next);
  }

  private alternatives(): Parsed<Expression> {
    return this.joined('or', () => this.joined('and', () => this.one()));
  }

  /** One or more of what `part` reads, joined by a keyword. Same kinds inside each other are one. */
  private joined(kind: 'and' | 'or', part: () => Parsed<Expression>): Parsed<Expression> {
    const parts: Expression[] = [];
    for (;;) {
      const parsed = part();
      if (!parsed.ok) return parsed;
      if (parsed.value.kind === kind) parts.push(...parsed.value.parts);
      else parts.push(parsed.value);
      if (this.next?.kind !== kind) break;
      this.at += 1;
    }
    const [only, second] = parts;
    return ok(only !== undefined && second === undefined ? only : { kind, parts });
  }

  private one(): Parsed<Expression> {
    this.depth += 1;
    const parsed = this.depth > DEEPEST ? this.tooDeep() : this.oneInside();
    this.depth -= 1;
    return parsed;
  }

  private tooDeep(): Parsed<Expression> {
    return this.wrong(this.next, `More than ${DEEPEST} brackets and NOTs stand inside each other.`, 'Leave out those that change nothing.');
  }

  private oneInside(): Parsed<Expression> {
    const token = this.next;
    if (token?.kind === 'not') {
      this.at += 1;
      const part = this.one();
      return part.ok ? ok({ kind: 'not', part: part.value }) : part;
    }
    if (token?.kind === 'open') return this.bracketed(token);
    if (token?.kind === 'word') return this.isFiller(token) ? this.afterFiller() : this.criterion(token);
    return this.missing(token);
  }

  private bracketed(open: Token): Parsed<Expression> {
    this.at += 1;
    const inside = this.alternatives();
    if (!inside.ok) return inside;
    if (this.next?.kind === 'close') {
      this.at += 1;
      return inside;
    }
    return this.next === undefined
      ? this.wrong(open, 'This bracket is never closed.', 'Write ) at the end of what belongs together.')
      : this.unexpected(this.next);
  }

  /** "is healthy", "has mtls": words that only make it read well. */
  private isFiller({ text }: { readonly text: string }): boolean {
    const after = this.tokens[this.at + 1]?.kind;
    return /^(is|has)$/i.test(text) && (after === 'word' || after === 'not');
  }

  private afterFiller(): Parsed<Expression> {
    this.at += 1;
    return this.one();
  }

  private criterion(word: Token & { readonly kind: 'word' }): Parsed<Criterion> {
    this.at += 1;
    const { end, name } = splitEnd(word.text);
    const operand = findOperand(name);
    if (operand === undefined) return this.wrong(word, `There is no operand ${shown(name)}.`, operandHint(name));
    if (end !== undefined && operand.node === undefined) {
      return this.wrong(word, `${operand.id} is asked of edges, not of their ends.`, `Write ${operand.id} without ${end}.`);
    }
    const asked = { kind: 'criterion', operand: operand.id, ...(end !== undefined && { end }) } as const;
    if (this.next?.kind !== 'comparison') return this.alone(word, operand, asked);
    return this.compared(operand, asked);
  }

  private alone(word: Token, operand: Operand, asked: Criterion): Parsed<Criterion> {
    if (mayStandAlone(operand)) return ok(asked);
    const next = this.next;
    const hint = `Write for example ${operand.example}; ${operand.id} takes ${operatorsOf(operand).join(' ')}.`;
    if (next?.kind === 'stray') return this.stray(next);
    return this.wrong(word, `${operand.id} needs an operator and a value.`, hint);
  }

  private compared(operand: Operand, asked: Criterion): Parsed<Criterion> {
    const operator = this.next;
    if (operator?.kind !== 'comparison') return ok(asked);
    const value = this.tokens[this.at + 1];
    if (operatorsOf(operand).length > 0 && value?.kind !== 'word' && value?.kind !== 'quoted') {
      const hint =
        value?.kind === 'and' || value?.kind === 'or' || value?.kind === 'not' ? ' A name that reads AND, OR or NOT stands in quotes.' : '';
      return value?.kind === 'stray'
        ? this.stray(value)
        : this.wrong(value ?? this.end, `A value is missing behind ${operator.operator}.`, `Write for example ${operand.example}.${hint}`);
    }
    if (value?.kind === 'quoted' && !value.closed)
      return this.wrong(value, 'The closing quote is missing.', `Write ${this.text[value.from]} at the end of the value.`);
    const test = parseTest(operand, operator.operator, value?.kind === 'word' || value?.kind === 'quoted' ? value.text : '');
    if (!test.ok) return this.wrong(test.error.about === 'operator' ? operator : (value ?? operator), test.error.message, test.error.hint);
    this.at += 2;
    return ok({ ...asked, test: test.value });
  }

  /** Something else stands where a criterion begins. */
  private missing(token: Token | undefined): Parsed<never> {
    if (token?.kind === 'stray') return this.stray(token);
    if (token?.kind === 'quoted')
      return this.wrong(
        token,
        'A text alone asks nothing.',
        `To look for a name write name*=${this.text.slice(token.from, token.to).slice(0, 40)}.`,
      );
    const hint = 'A criterion begins with an operand, for example namespace=shop or NOT healthy.';
    return this.wrong(
      token ?? this.end,
      token === undefined ? 'The expression ends where a criterion is expected.' : 'A criterion is expected here.',
      hint,
    );
  }

  /** Something else stands behind a complete criterion. */
  private unexpected(token: Token): Parsed<never> {
    if (token.kind === 'stray') return this.stray(token);
    return this.wrong(token, 'AND or OR is expected here.', 'Join criteria by AND or OR; a value with spaces or signs stands in quotes.');
  }

  private stray({ text, from, to }: Token & { readonly kind: 'stray' }): Parsed<never> {
    const hint = STRAY_HINTS.get(text) ?? 'A value with such a sign stands in quotes.';
    return this.wrong({ from, to }, `${shown(text)} is no operator here.`, hint);
  }

  private wrong(where: Pick<Token, 'from' | 'to'> | undefined, message: string, hint: string): Parsed<never> {
    const { from, to } = where ?? this.end;
    return err({ message, hint, from, to });
  }

  private get next(): Token | undefined {
    return this.tokens[this.at];
  }

  private get end(): Pick<Token, 'from' | 'to'> {
    return { from: this.text.length, to: this.text.length };
  }
}

const shown = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;

const STRAY_HINTS: ReadonlyMap<string, string> = new Map([
  ['&&', 'Write AND.'],
  ['&', 'Write AND.'],
  ['||', 'Write OR.'],
  ['|', 'Write OR.'],
  ['==', 'Write =.'],
  ['=~', 'There are no regular expressions here; write *= (contains), ^= (begins with) or $= (ends with).'],
  ['!~', 'There are no regular expressions here; write !*= (does not contain).'],
  ['<>', 'Write !=.'],
]);
