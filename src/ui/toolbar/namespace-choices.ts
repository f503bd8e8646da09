/** Namespaces to offer: checked ones stay listed although the narrowed picture no longer shows them. */
import { displayText } from '../../scene/display-text';

export function namespaceChoices(seen: readonly string[], chosen: readonly string[], search: string): readonly string[] {
  const wanted = search.trim().toLowerCase();
  const all = [...new Set([...chosen, ...seen])].filter((namespace) => namespace.toLowerCase().includes(wanted));
  const checked = new Set(chosen);
  return all.sort((a, b) => Number(checked.has(b)) - Number(checked.has(a)) || (a < b ? -1 : 1));
}

/** "all", "shop", "shop, payments", "5 chosen". */
export function scopeText(namespaces: readonly string[]): string {
  if (namespaces.length === 0) return 'all';
  if (namespaces.length > 2) return `${namespaces.length} chosen`;
  return namespaces.map((namespace) => displayText(namespace, 24)).join(', ');
}
