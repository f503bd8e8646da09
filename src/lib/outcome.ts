import type { Problem } from './problem';

/** An aggregate that degrades instead of failing: what could be made, and what went wrong on the way. */
export interface Outcome<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}
