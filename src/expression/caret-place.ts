/** What belongs at a place in an expression that is still being typed. */
import type { End } from './expression';
import { findOperand } from './find-operand';
import { mayStandAlone, type Operand } from './operands/operand';
import { splitEnd } from './parse-expression';
import { type Token, tokenise } from './tokens';

/** An operand as it was typed, with the end it is asked of. */
export interface AskedOperand {
  readonly operand: Operand;
  readonly end: End | undefined;
}

export interface CaretPlace {
  /** `nothing` = what stands before leads nowhere. */
  readonly expects: 'operand' | 'operator' | 'value' | 'connective' | 'nothing';
  /** For an operator or a value: what it belongs to. */
  readonly asked?: AskedOperand;
  /** The expression may go on with AND here although an operator may come too. */
  readonly complete: boolean;
  /** Brackets that are open. */
  readonly depth: number;
  /** What is being typed, up to the caret, without its quote; and the piece of text it is part of. */
  readonly typed: string;
  readonly from: number;
  readonly to: number;
}

export function caretPlace(text: string, caret: number): CaretPlace {
  const tokens = tokenise(text);
  const current = tokens.find((token) => isTyped(token, caret));
  const before = tokens.filter((token) => token !== current && token.to <= caret);
  const depth = before.filter(({ kind }) => kind === 'open').length - before.filter(({ kind }) => kind === 'close').length;
  const from = current?.from ?? caret;
  const typed = text.slice(current?.kind === 'quoted' ? from + 1 : from, caret);
  return { ...expected(before), depth: Math.max(0, depth), typed, from, to: current?.to ?? caret };
}

/** Words are being typed while the caret touches their end, operators only while it is inside. */
function isTyped(token: Token, caret: number): boolean {
  if (token.from >= caret) return false;
  if (token.kind === 'open' || token.kind === 'close') return false;
  const inside = caret < token.to;
  if (token.kind === 'quoted') return inside || (!token.closed && caret === token.to);
  const isSign = token.kind === 'comparison' || token.kind === 'stray';
  return isSign ? inside : caret <= token.to;
}

function expected(before: readonly Token[]): Pick<CaretPlace, 'expects' | 'asked' | 'complete'> {
  const last = before.at(-1);
  const previous = before.at(-2);
  switch (last?.kind) {
    case undefined:
    case 'and':
    case 'or':
    case 'open':
      return { expects: 'operand', complete: false };
    case 'not':
      return { expects: isOperandAt(before, before.length - 2) ? 'nothing' : 'operand', complete: false };
    case 'close':
      return { expects: 'connective', complete: true };
    case 'comparison':
      return expectsValue(previous);
    case 'quoted':
      return previous?.kind === 'comparison' ? { expects: 'connective', complete: true } : { expects: 'nothing', complete: false };
    case 'word':
      return previous?.kind === 'comparison' ? { expects: 'connective', complete: true } : afterWord(last.text);
    case 'stray':
      return { expects: 'nothing', complete: false };
  }
}

function isOperandAt(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token?.kind === 'word' && tokens[at - 1]?.kind !== 'comparison' && !isFiller(token.text);
}

const isFiller = (text: string): boolean => /^(is|has)$/i.test(text);

function expectsValue(operand: Token | undefined): Pick<CaretPlace, 'expects' | 'asked' | 'complete'> {
  const asked = operand?.kind === 'word' ? askedOperand(operand.text) : undefined;
  return asked === undefined ? { expects: 'nothing', complete: false } : { expects: 'value', asked, complete: false };
}

function afterWord(text: string): Pick<CaretPlace, 'expects' | 'asked' | 'complete'> {
  if (isFiller(text)) return { expects: 'operand', complete: false };
  const asked = askedOperand(text);
  if (asked === undefined) return { expects: 'nothing', complete: false };
  const complete = mayStandAlone(asked.operand);
  return asked.operand.type === 'flag' ? { expects: 'connective', complete } : { expects: 'operator', asked, complete };
}

/** The operand that a word names completely. */
export function askedOperand(word: string): AskedOperand | undefined {
  const { end, name } = splitEnd(word);
  const operand = findOperand(name);
  return operand === undefined || (end !== undefined && operand.node === undefined) ? undefined : { operand, end };
}
