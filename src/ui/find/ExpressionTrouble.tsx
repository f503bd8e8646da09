import type { ReactNode } from 'react';
import { caretLines } from '../../expression/caret-lines';
import type { ExpressionError } from '../../expression/expression';

/** What is wrong with an expression, with a caret under the place. */
export function ExpressionTrouble({ text, error }: { readonly text: string; readonly error: ExpressionError }): ReactNode {
  const { shown, marks } = caretLines(text, error);
  return (
    <div className="rounded-lg border border-fail bg-surface px-3 py-2 text-sm shadow-float">
      <p>
        {error.message} {error.hint}
      </p>
      <pre aria-hidden className="thin-scroll mt-1 overflow-x-auto font-mono text-xs leading-tight">
        {shown}
        {'\n'}
        <span className="font-bold text-fail">{marks}</span>
      </pre>
    </div>
  );
}
