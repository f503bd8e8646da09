import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

const LOOKS = {
  /** On a bar, beside many others. */
  quiet:
    'text-muted hover:bg-sunken hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink data-[state=open]:bg-sunken data-[state=open]:text-ink',
  plain: 'border border-line bg-surface text-ink hover:border-line-strong hover:bg-sunken data-[state=open]:border-line-strong',
  primary: 'bg-accent text-on-accent hover:opacity-90',
} as const;

const BASE =
  'inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-2 text-sm whitespace-nowrap select-none disabled:cursor-not-allowed disabled:opacity-50 motion-safe:transition-colors';

type ButtonProps = ComponentProps<'button'> & { readonly look?: keyof typeof LOOKS; readonly icon?: LucideIcon };

export function Button({ look = 'plain', icon: Icon, className, children, ...rest }: ButtonProps): ReactNode {
  return (
    <button type="button" className={`${BASE} ${LOOKS[look]} ${className ?? ''}`} {...rest}>
      {Icon === undefined ? null : <Icon size={15} aria-hidden />}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  readonly label: string;
  readonly icon: LucideIcon;
  /** Key shown in the tooltip. */
  readonly shortcut?: string | undefined;
  readonly look?: keyof typeof LOOKS;
};

export function IconButton({ label, icon: Icon, shortcut, look = 'quiet', className, ...rest }: IconButtonProps): ReactNode {
  const title = shortcut === undefined ? label : `${label} (${shortcut})`;
  return (
    <button type="button" aria-label={label} title={title} className={`${BASE} px-0 ${LOOKS[look]} ${className ?? ''}`} {...rest}>
      <Icon size={16} aria-hidden />
    </button>
  );
}
