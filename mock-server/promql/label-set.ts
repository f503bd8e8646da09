/** Labels of a series or of a result row, `__name__` included; empty values never appear. */
export type LabelSet = ReadonlyMap<string, string>;

export const noLabels: LabelSet = new Map();

export function withoutName(labels: LabelSet): LabelSet {
  if (!labels.has('__name__')) return labels;
  const rest = new Map(labels);
  rest.delete('__name__');
  return rest;
}

/** Only the named labels. */
export function keepLabels(labels: LabelSet, names: readonly string[]): LabelSet {
  const kept = new Map<string, string>();
  for (const name of names) {
    const value = labels.get(name);
    if (value !== undefined && value !== '') kept.set(name, value);
  }
  return kept;
}

/** All but the named labels. */
export function dropLabels(labels: LabelSet, names: Iterable<string>): LabelSet {
  const rest = new Map(labels);
  for (const name of names) rest.delete(name);
  return rest;
}

/** A copy with one label set; an empty value removes it. */
export function setLabel(labels: LabelSet, name: string, value: string): LabelSet {
  const changed = new Map(labels);
  if (value === '') changed.delete(name);
  else changed.set(name, value);
  return changed;
}

/** A text equal for equal label sets; `excluded` labels do not count. Lengths are written too, so no label value can imitate a separator. */
export function keyOfAll(labels: LabelSet, excluded: ReadonlySet<string>): string {
  let key = '';
  let last = '';
  for (const [name, value] of labels) {
    if (name < last) return keyOfAll(new Map([...labels].sort(([a], [b]) => (a < b ? -1 : 1))), excluded);
    last = name;
    if (!excluded.has(name)) key += `${name}=${value.length}:${value}`;
  }
  return key;
}

/** As Prometheus prints labels in messages: `{a="1", b="2"}`, with the metric name in front. */
export function labelsText(labels: LabelSet): string {
  const pairs = [...labels].filter(([name]) => name !== '__name__').sort(([a], [b]) => (a < b ? -1 : 1));
  return `${labels.get('__name__') ?? ''}{${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', ')}}`;
}
