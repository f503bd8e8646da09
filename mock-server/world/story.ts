/** Stories of scenarios: phases that happen once and lead up to a moment. */
import type { Story } from './description';

/** Between two steps of a demonstration. */
const stepMs = 15 * 60_000;

/** Phases one step after the other; the last begins at `sinceMs`. */
export function stepsUntil(names: readonly string[], sinceMs: number): Story {
  return { phases: names.map((name, index) => ({ name, startMs: sinceMs - (names.length - 1 - index) * stepMs })) };
}
