/** Menus of the toolbar. Not modal: a modal one would put a style element on the page, which the content security policy forbids. */
import { Check, ChevronDown, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './Button';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly description?: string | undefined;
}

interface MenuProps {
  /** What the menu chooses, first word of the button's accessible name. */
  readonly name: string;
  /** What is chosen now; shown on the button. */
  readonly value?: string | undefined;
  readonly icon?: LucideIcon;
  /** The name as a small caption before the value. */
  readonly caption?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

const ITEM =
  'relative flex items-start gap-2 rounded px-2 py-1.5 pl-7 text-sm outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken data-[highlighted]:outline data-[highlighted]:outline-1 data-[highlighted]:outline-line-strong';

export function Menu({ name, value, icon, caption = false, className, children }: MenuProps): ReactNode {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button
          {...(icon === undefined ? {} : { icon })}
          aria-label={value === undefined ? name : `${name}: ${value}`}
          className={`max-w-64 ${className ?? ''}`}
        >
          <TriggerText name={name} value={value} caption={caption} />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={name}
          // A long list scrolls, and what scrolls takes the focus; inside, the arrows walk.
          tabIndex={0}
          className="thin-scroll z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-48 overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Caption, value and arrow of any button that opens something. */
export function TriggerText({ name, value, caption }: Pick<MenuProps, 'name' | 'value' | 'caption'>): ReactNode {
  return (
    <>
      {caption === true && value !== undefined ? <span className="text-muted">{name}</span> : null}
      <span className="truncate">{value ?? name}</span>
      <ChevronDown size={14} className="shrink-0 text-muted" aria-hidden />
    </>
  );
}

interface MenuChoicesProps<T extends string> {
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
}

export function MenuChoices<T extends string>({ value, choices, onChoose }: MenuChoicesProps<T>): ReactNode {
  const choose = (chosen: string) => {
    const choice = choices.find((one) => one.value === chosen);
    if (choice !== undefined) onChoose(choice.value);
  };
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={choose}>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} value={choice.value} className={ITEM}>
          <DropdownMenu.ItemIndicator className="absolute top-2 left-1.5">
            <Check size={15} aria-hidden />
          </DropdownMenu.ItemIndicator>
          <span className="min-w-0">
            <span className="block break-words">{choice.label}</span>
            {choice.description === undefined ? null : <span className="block text-xs text-muted">{choice.description}</span>}
          </span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

interface MenuCheckProps {
  readonly checked: boolean;
  readonly label: string;
  readonly description?: string | undefined;
  readonly onChange: (checked: boolean) => void;
}

/** Stays open, so that several can be switched. */
export function MenuCheck({ checked, label, description, onChange }: MenuCheckProps): ReactNode {
  return (
    <DropdownMenu.CheckboxItem checked={checked} onCheckedChange={onChange} onSelect={(event) => event.preventDefault()} className={ITEM}>
      <DropdownMenu.ItemIndicator className="absolute top-2 left-1.5">
        <Check size={15} aria-hidden />
      </DropdownMenu.ItemIndicator>
      <span className="min-w-0">
        <span className="block">{label}</span>
        {description === undefined ? null : <span className="block text-xs text-muted">{description}</span>}
      </span>
    </DropdownMenu.CheckboxItem>
  );
}

interface MenuItemProps {
  readonly label: string;
  readonly description?: string | undefined;
  readonly onSelect: () => void;
}

export function MenuItem({ label, description, onSelect }: MenuItemProps): ReactNode {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={ITEM}>
      <span className="min-w-0">
        <span className="block">{label}</span>
        {description === undefined ? null : <span className="block text-xs text-muted">{description}</span>}
      </span>
    </DropdownMenu.Item>
  );
}

/** A remark above the items; nothing to choose. */
export const MenuRemark = ({ text }: { readonly text: string }): ReactNode => (
  <DropdownMenu.Label className="px-2 py-1 text-2xs text-muted">{text}</DropdownMenu.Label>
);

export const MenuSeparator = (): ReactNode => <DropdownMenu.Separator className="my-1 h-px bg-line" />;
