/** Which namespaces see a resource: `exportTo` (docs/policies.md §4.1). */

export interface Visibility {
  readonly namespace: string;
  readonly exportTo: readonly string[];
}

/** An empty or missing `exportTo` means the mesh's default. */
export function visibilityOf(namespace: string, exportTo: readonly string[] | undefined, byDefault: readonly string[]): Visibility {
  const named = exportTo === undefined || exportTo.length === 0 ? byDefault : exportTo;
  return { namespace, exportTo: named.length === 0 ? ['*'] : named };
}

/** How close a resource is exported: only to its own namespace (0), to the client's by name (1), to all (2); undefined = not visible. */
export function exportGroup({ namespace, exportTo }: Visibility, client: string): 0 | 1 | 2 | undefined {
  if (exportTo.includes('*')) return 2;
  const own = exportTo.includes('.') && client === namespace;
  if (own && exportTo.length === 1) return 0;
  return own || exportTo.includes(client) ? 1 : undefined;
}

/** To clients of this namespace. */
export function isVisible(visibility: Visibility, client: string): boolean {
  return exportGroup(visibility, client) !== undefined;
}
