/** The keys of the tree pattern (WAI-ARIA Authoring Practices): where they lead and what they fold. */
import type { OutlineRow } from './outline-rows';

export type OutlineMove = { readonly kind: 'go'; readonly key: string } | { readonly kind: 'fold'; readonly keys: readonly string[] };

/** undefined = the key means nothing here. */
export function outlineMove(rows: readonly OutlineRow[], active: string, pressed: string, page: number): OutlineMove | undefined {
  const at = rows.findIndex(({ key }) => key === active);
  const row = rows[at];
  if (row === undefined) return undefined;
  const go = (to: number): OutlineMove | undefined => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
    return next === undefined ? undefined : { kind: 'go', key: next.key };
  };
  switch (pressed) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'PageDown':
      return go(at + page);
    case 'PageUp':
      return go(at - page);
    case 'ArrowRight':
      if (row.unfolded === false) return { kind: 'fold', keys: [row.key] };
      return row.unfolded === true ? go(at + 1) : go(at);
    case 'ArrowLeft':
      if (row.unfolded === true) return { kind: 'fold', keys: [row.key] };
      return row.parent === undefined ? go(at) : { kind: 'go', key: row.parent };
    case '*':
      return {
        kind: 'fold',
        keys: rows.filter(({ parent, unfolded }) => parent === row.parent && unfolded === false).map(({ key }) => key),
      };
    default:
      return undefined;
  }
}

/** The next row, after `active` and round again, whose name begins with what was typed; one letter again and again goes on to the next. */
export function typedAhead(rows: readonly OutlineRow[], active: string, typed: string): string | undefined {
  const same = [...typed].every((letter) => letter === typed[0]);
  const wanted = (same ? typed.charAt(0) : typed).toLowerCase();
  const at = rows.findIndex(({ key }) => key === active);
  const from = same ? at + 1 : Math.max(0, at);
  const order = [...rows.slice(from), ...rows.slice(0, from)];
  return order.find(({ name }) => name.toLowerCase().startsWith(wanted))?.key;
}
