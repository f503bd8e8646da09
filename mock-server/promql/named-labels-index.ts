import type { LabelSet } from './label-set';

/** More than there will ever be label values in one query; a state times this plus a value stays a safe integer. */
const valueSpace = 2 ** 27;

/**
 * Numbers label sets by the values of some labels: equal values, equal number, counted from 0 in order of appearance.
 * It walks from state to state, one label at a time, and so never puts a key text together; with hundred thousands of series that is most of the work.
 */
export class NamedLabelsIndex {
  private readonly names: readonly string[];
  private readonly valueIds = new Map<string, number>();
  private readonly transitions: readonly Map<number, number>[];
  private count = 0;

  constructor(names: readonly string[]) {
    this.names = names;
    this.transitions = names.map(() => new Map());
  }

  get size(): number {
    return this.names.length === 0 ? Math.min(1, this.count) : (this.transitions.at(-1)?.size ?? 0);
  }

  idOf(labels: LabelSet): number {
    let state = 0;
    this.count += 1;
    for (let index = 0; index < this.names.length; index++) {
      const transitions = this.transitions[index];
      if (transitions === undefined) break;
      const edge = state * valueSpace + this.valueId(labels.get(this.names[index] ?? '') ?? '');
      const next = transitions.get(edge);
      state = next ?? transitions.size;
      if (next === undefined) transitions.set(edge, state);
    }
    return state;
  }

  private valueId(value: string): number {
    const known = this.valueIds.get(value);
    if (known !== undefined) return known;
    const id = this.valueIds.size;
    this.valueIds.set(value, id);
    return id;
  }
}
