/** Three-valued logic that remembers which attributes would decide (docs/policies.md §2.8). */
import type { Tri } from '../model';

export interface Judged {
  readonly value: Tri;
  /** Attributes that would decide; empty unless `U`. */
  readonly undecided: readonly string[];
}

const nothing: readonly string[] = [];
export const TRUE: Judged = { value: 'T', undecided: nothing };
export const FALSE: Judged = { value: 'F', undecided: nothing };

export function known(value: boolean): Judged {
  return value ? TRUE : FALSE;
}

export function undecidedBy(attribute: string): Judged {
  return { value: 'U', undecided: [attribute] };
}

/** False beats undecided; true when there is nothing to ask. */
export function all(parts: Iterable<Judged>): Judged {
  return fold(parts, 'F', FALSE, TRUE);
}

/** True beats undecided; false when there is nothing to choose from. */
export function any(parts: Iterable<Judged>): Judged {
  return fold(parts, 'T', TRUE, FALSE);
}

export function not(part: Judged): Judged {
  if (part.value === 'U') return part;
  return part.value === 'T' ? FALSE : TRUE;
}

function fold(parts: Iterable<Judged>, decisive: Tri, decided: Judged, otherwise: Judged): Judged {
  let undecided: Set<string> | undefined;
  for (const part of parts) {
    if (part.value === decisive) return decided;
    if (part.value !== 'U') continue;
    undecided ??= new Set();
    for (const attribute of part.undecided) undecided.add(attribute);
  }
  return undecided === undefined ? otherwise : { value: 'U', undecided: [...undecided] };
}
