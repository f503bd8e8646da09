/** Kubernetes' LabelSelector: labels that must be equal, and expressions. */
import { type Labels, selects } from './labels';
import { labels, listOf, oneOf, partOf, text, type Value } from './resources/reader';

export const labelSelector = partOf({
  matchLabels: labels,
  matchExpressions: listOf(partOf({ key: text, operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'), values: listOf(text) })),
});

export type LabelSelector = Value<typeof labelSelector>;

/** All of it must hold; an empty selector selects everything, an expression without key or operator nothing. */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  if (selector.matchLabels !== undefined && !selects(selector.matchLabels, labels)) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
    if (key === undefined || operator === undefined) return false;
    const value = labels.get(key);
    if (operator === 'Exists') return value !== undefined;
    if (operator === 'DoesNotExist') return value === undefined;
    const listed = value !== undefined && (values ?? []).includes(value);
    return operator === 'In' ? listed : !listed;
  });
}
