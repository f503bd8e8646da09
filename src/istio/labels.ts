/** Labels of Kubernetes objects, and equality selectors over them. */

export type Labels = ReadonlyMap<string, string>;

export const NO_LABELS: Labels = new Map();

/** `matchLabels` ⊆ labels; an empty selector selects everything. */
export function selects(matchLabels: Labels, labels: Labels): boolean {
  for (const [name, value] of matchLabels) if (labels.get(name) !== value) return false;
  return true;
}
