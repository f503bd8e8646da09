import type { MeshNode } from '../../mesh/model';

/** The versions a node stands for, sorted; empty where nobody names one. */
export function versionsOf({ parts, version }: Pick<MeshNode, 'parts' | 'version'>): readonly string[] {
  if (parts !== undefined) return parts.map((part) => part.version).filter((name) => name !== 'unknown');
  return version === undefined ? [] : [version];
}
