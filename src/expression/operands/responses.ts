import type { MeshEdge } from '../../mesh/model';
import type { TextOperand } from './operand';

/** Single flags of what came in the window: "UF,URX" is two. */
function flagsOf({ responses, connections }: MeshEdge): readonly string[] | undefined {
  if (responses === undefined && connections === undefined) return undefined;
  const found = new Set<string>();
  for (const byFlags of responses?.values() ?? []) addFlags(found, byFlags);
  if (connections !== undefined) addFlags(found, connections.byFlags);
  return found.size === 0 ? NONE : Array.from(found);
}

const NONE: readonly string[] = [];

function addFlags(found: Set<string>, byFlags: ReadonlyMap<string, number>): void {
  for (const [flags, perSecond] of byFlags) {
    if (flags === '-' || !(perSecond > 0)) continue;
    for (const flag of flags.split(',')) found.add(flag);
  }
}

function codesOf({ responses }: MeshEdge): readonly string[] | undefined {
  if (responses === undefined) return undefined;
  const flows = (byFlags: ReadonlyMap<string, number>): boolean => Array.from(byFlags.values()).some((perSecond) => perSecond > 0);
  return Array.from(responses).flatMap(([code, byFlags]) => (flows(byFlags) ? [code] : []));
}

export const flags: TextOperand = {
  id: 'flags',
  aliases: ['flag'],
  type: 'text',
  alone: true,
  title: "Envoy's response flags and ztunnel's words; alone: any flag",
  example: 'flags=UF OR flags=UH',
  edge: flagsOf,
};

export const code: TextOperand = {
  id: 'code',
  type: 'text',
  title: 'HTTP code, gRPC status, or - where no response was sent',
  example: 'code^=50',
  edge: codesOf,
};
