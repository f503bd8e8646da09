/** A dialog: focus is kept inside and returned. The backdrop is our own, because Radix' one puts a style element on the page. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './Button';

interface ModalProps {
  readonly title: string;
  readonly description?: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** After the dialog is gone and the focus is back: for what was chosen in it. */
  readonly onClosed?: () => void;
  /** `wide` = room for lines of code; `full` = nearly the window; `sheet` clings to the right edge over the full height. */
  readonly size?: keyof typeof SIZES;
  readonly children: ReactNode;
}

const CENTRED = 'top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl border';
const SIZES = {
  normal: `${CENTRED} w-[34rem]`,
  wide: `${CENTRED} w-[56rem]`,
  export: `${CENTRED} h-[min(52rem,calc(100dvh-2rem))] w-[80rem]`,
  full: `${CENTRED} h-[calc(100dvh-2rem)] w-[96rem]`,
  sheet: 'top-0 right-0 h-dvh w-96 border-l',
} as const;

/** What has the focus; of an item of a menu, which goes when it is chosen, what opened the menu. */
function focusBefore(): HTMLElement | undefined {
  const focused = document.activeElement;
  const opener = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const back = typeof opener === 'string' ? document.getElementById(opener) : focused;
  return back instanceof HTMLElement ? back : undefined;
}

export function Modal({ title, description, open, onOpenChange, onClosed, size = 'normal', children }: ModalProps): ReactNode {
  const before = useRef<HTMLElement | undefined>(undefined);
  const remember = (event: Event) => {
    before.current = focusBefore();
    // Else Radix takes the first control, which is "Close".
    const first = event.currentTarget instanceof Element ? event.currentTarget.querySelector<HTMLElement>('[data-first-focus]') : null;
    if (first === null) return;
    event.preventDefault();
    first.focus();
  };
  // Opened by state and not by Radix' own trigger, so returning the focus is up to us.
  const giveBack = (event: Event) => {
    event.preventDefault();
    if (before.current?.isConnected === true) before.current.focus();
    onClosed?.();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <div className="fixed inset-0 z-40 bg-canvas/70" aria-hidden />
        <Dialog.Content
          onOpenAutoFocus={remember}
          onCloseAutoFocus={giveBack}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={`fixed z-40 flex max-w-[calc(100vw-1rem)] flex-col border-line bg-surface text-ink shadow-float ${SIZES[size]}`}
        >
          <header className="flex items-start gap-3 border-line border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="font-semibold text-base">{title}</Dialog.Title>
              {description === undefined ? null : (
                <Dialog.Description className="mt-0.5 text-muted text-xs">{description}</Dialog.Description>
              )}
            </div>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={X} className="-my-1 -mr-2" />
            </Dialog.Close>
          </header>
          <div className="thin-scroll min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
