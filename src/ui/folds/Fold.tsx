import { ChevronDown, ChevronUp, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface FoldProps {
  readonly open: boolean;
  /** Id of the part that this line stands for. */
  readonly controls: string;
  readonly title: string;
  /** In place of the title where there is room for the figure alone. */
  readonly icon?: LucideIcon;
  /** The one figure that is worth seeing while the part is folded. */
  readonly figure: ReactNode;
  /** Where the part stands, seen from the line. */
  readonly opens?: 'down' | 'up';
  readonly onToggle: () => void;
  readonly className?: string;
}

/** One line in place of a part that has no room; it opens and folds the part. */
export function Fold({ open, controls, title, figure, icon: Icon, opens = 'down', onToggle, className = '' }: FoldProps): ReactNode {
  const Chevron = open === (opens === 'down') ? ChevronUp : ChevronDown;
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={controls}
      onClick={onToggle}
      className={`flex h-9 min-w-0 items-center gap-1 px-1.5 text-left min-[24rem]:px-2 sm:gap-1.5 sm:px-3 text-xs -outline-offset-2 hover:bg-sunken aria-expanded:bg-sunken ${className}`}
    >
      {Icon === undefined ? null : <Icon size={15} aria-hidden className="shrink-0 text-muted sm:hidden" />}
      <span className={`shrink-0 text-muted ${Icon === undefined ? '' : 'max-sm:sr-only'}`}>{title} </span>
      <span className="min-w-0 truncate font-semibold">{figure}</span>
      <Chevron size={14} aria-hidden className="ml-auto shrink-0 text-muted" />
    </button>
  );
}
