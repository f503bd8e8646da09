/** A small panel that hangs from a button: forms and lists that a menu cannot hold. */
import type { LucideIcon } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { TriggerText } from './Menu';

interface FlyoutProps {
  readonly name: string;
  readonly value?: string | undefined;
  readonly icon?: LucideIcon;
  readonly caption?: boolean;
  readonly className?: string;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'bottom';
  readonly width?: string;
  /** Nothing inside takes the focus, so the whole does: its text may have to be scrolled by keys. */
  readonly isText?: boolean;
  /** Replaces the usual button. */
  readonly trigger?: ReactNode;
  readonly children: ReactNode;
}

export function Flyout(props: FlyoutProps): ReactNode {
  const { name, value, icon, caption = false, className, open, onOpenChange, align = 'start', side = 'bottom', width = 'w-80' } = props;
  return (
    <Popover.Root {...(open === undefined ? {} : { open })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Popover.Trigger asChild>
        {props.trigger ?? (
          <Button
            {...(icon === undefined ? {} : { icon })}
            aria-label={value === undefined ? name : `${name}: ${value}`}
            className={`max-w-72 ${className ?? ''}`}
          >
            <TriggerText name={name} value={value} caption={caption} />
          </Button>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={name}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          {...(props.isText === true ? { tabIndex: 0 } : {})}
          className={`thin-scroll z-50 max-h-(--radix-popover-content-available-height) ${width} max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-surface p-3 text-ink shadow-float`}
        >
          {props.children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
