/** A focus as the few readable characters a link carries: "problems", "2both:app/east/shop/cart", "path:app/east/shop/web>app/east/shop/cart". */
import { assertNever } from '../../lib/assert-never';
import type { Focus, FocusDirection, FocusHops } from '../../mesh/focus';
import type { Format } from './formats';

export const focusFormat: Format<Focus> = {
  write: (focus) => [formatFocus(focus)],
  read(texts) {
    const value = parseFocus(texts.at(-1) ?? '');
    return value === undefined ? undefined : { value };
  },
};

function formatFocus(focus: Focus): string {
  switch (focus.kind) {
    case 'problems':
      return 'problems';
    case 'around':
      return `${focus.hops}${focus.direction}:${focus.id}`;
    case 'path':
      return `path:${focus.from}>${focus.to}`;
    default:
      return assertNever(focus);
  }
}

/** undefined where the text is no focus. No node id holds a ">" (mesh/ids.ts), so the two ends of a path can be told apart. */
function parseFocus(text: string): Focus | undefined {
  if (text === 'problems') return { kind: 'problems' };
  const path = /^path:([^>]+)>([^>]+)$/s.exec(text);
  if (path !== null) return { kind: 'path', from: path[1] ?? '', to: path[2] ?? '' };
  const around = /^([1-4])(up|down|both):(.+)$/s.exec(text);
  if (around === null) return undefined;
  const [, hops, direction, id = ''] = around;
  return { kind: 'around', id, hops: Number(hops) as FocusHops, direction: direction as FocusDirection };
}
