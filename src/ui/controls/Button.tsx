import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

const LOOKS = {
  /** On a bar, beside many others. */
  quiet:
    'text-muted hover:bg-sunken hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink data-[state=open]:bg-sunken data-[state=open]:text-ink',
  plain: 'border border-line bg-surface text-ink hover:border-line-strong hover:bg-sunken data-[state=open]:border-line-strong',
  primary: 'bg-accent text-on-accent hover:opacity-90',
} as const;

const SIZES = {
  usual: 'h-8 min-w-8 text-sm',
  /** In a head, a strip or a line of text. */
  small: 'h-7 min-w-7 text-xs',
  /** Ten of these stand beside each other on the narrowest phone. */
  narrow: 'h-8 min-w-8 text-sm max-[24rem]:min-w-7',
} as const;

/** On paper nobody presses anything. */
const BASE =
  'print:hidden inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md whitespace-nowrap select-none disabled:cursor-not-allowed disabled:opacity-50 motion-safe:transition-colors';

interface Looks {
  readonly look?: keyof typeof LOOKS;
  readonly size?: keyof typeof SIZES;
}

type ButtonProps = ComponentProps<'button'> & Looks & { readonly icon?: LucideIcon };

export function Button({ look = 'plain', size = 'usual', icon: Icon, className, children, ...rest }: ButtonProps): ReactNode {
  return (
    <button type="button" className={`${BASE} ${SIZES[size]} px-2 ${LOOKS[look]} ${className ?? ''}`} {...rest}>
      {Icon === undefined ? null : <Icon size={15} aria-hidden />}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> &
  Looks & {
    readonly label: string;
    readonly icon: LucideIcon;
    /** Key shown in the tooltip. */
    readonly shortcut?: string | undefined;
  };

export function IconButton({
  label,
  icon: Icon,
  shortcut,
  look = 'quiet',
  size = 'usual',
  className,
  ...rest
}: IconButtonProps): ReactNode {
  const title = shortcut === undefined ? label : `${label} (${shortcut})`;
  return (
    <button type="button" aria-label={label} title={title} className={`${BASE} ${SIZES[size]} ${LOOKS[look]} ${className ?? ''}`} {...rest}>
      <Icon size={16} aria-hidden />
    </button>
  );
}
