/** A focus in few words, for crumbs, buttons and the words around a still. */
import { assertNever } from '../lib/assert-never';
import { many } from '../lib/many';
import type { Focus } from '../mesh/focus';
import { displayText } from '../scene/display-text';

/** "payment ±2 hops", "payment, callers 1 hop", "web → ledger, all paths", "problems ±1 hop". */
export function focusWords(focus: Focus, nameOf: (id: string) => string): string {
  switch (focus.kind) {
    case 'problems':
      return 'problems ±1 hop';
    case 'path':
      return `${nameOf(focus.from)} → ${nameOf(focus.to)}, all paths`;
    case 'around': {
      const hops = many(focus.hops, 'hop');
      if (focus.direction === 'both') return `${nameOf(focus.id)} ±${hops}`;
      return `${nameOf(focus.id)}, ${focus.direction === 'up' ? 'callers' : 'calls'} ${hops}`;
    }
    default:
      return assertNever(focus);
  }
}

/** What is not in the picture is called by the last part of its id. */
export const nameInId = (id: string): string => displayText(id.slice(id.lastIndexOf('/') + 1), 40);
