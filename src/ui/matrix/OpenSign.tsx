import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Whether a line shows its members; nothing where it has none. */
export function OpenSign({ open, upright = false }: { readonly open: boolean | undefined; readonly upright?: boolean }): ReactNode {
  if (open === undefined) return null;
  const Sign = open ? ChevronDown : ChevronRight;
  return <Sign size={13} aria-hidden className={`shrink-0 text-muted ${upright ? 'rotate-180' : ''}`} />;
}
