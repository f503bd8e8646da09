/** Figures of callers as a policy's comments say them. */
import type { ObservedCaller } from './model';

/** "3,780 requests", "12 connections"; "TCP traffic" where nothing was counted. */
export function countText({ requests, connections }: Pick<ObservedCaller, 'requests' | 'connections'>): string {
  const parts = [counted(requests, 'request'), counted(connections, 'connection')].filter((part) => part !== undefined);
  return parts.length === 0 ? 'TCP traffic' : parts.join(', ');
}

function counted(count: number | undefined, word: string): string | undefined {
  if (count === undefined || count <= 0) return undefined;
  const rounded = Math.max(1, Math.round(count));
  return `${rounded.toLocaleString('en')} ${word}${rounded === 1 ? '' : 's'}`;
}
