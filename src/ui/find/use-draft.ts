import { useEffect, useState } from 'react';
import { parseExpression } from '../../expression/parse-expression';

/** A pause this long in typing counts as done. */
const PAUSE_MS = 350;

export interface Draft {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Takes what stands there, right or wrong. */
  readonly commit: () => void;
}

/**
 * What is being typed, apart from what is looked for: typing matches nothing. A pause commits what can be read, so that half an expression
 * neither complains nor clears the marks; leaving the field or Enter commits anything.
 */
export function useDraft(committed: string, onCommit: (text: string) => void): Draft {
  const [text, setText] = useState(committed);
  const [last, setLast] = useState(committed);
  if (last !== committed) {
    setLast(committed);
    setText(committed);
  }
  useEffect(() => {
    if (text === committed || (text.trim() !== '' && !parseExpression(text).ok)) return;
    const timer = setTimeout(() => onCommit(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, committed, onCommit]);
  const commit = () => {
    if (text !== committed) onCommit(text);
  };
  return { text, change: setText, commit };
}
