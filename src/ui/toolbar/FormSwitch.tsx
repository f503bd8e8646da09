import { Grid3x3, type LucideIcon, Network, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { commands } from '../../app/commands/index';
import type { Form } from '../../app/view-state';
import { useActions, useApp } from '../use-app';

const FORMS: readonly { readonly form: Form; readonly label: string; readonly icon: LucideIcon }[] = [
  { form: 'map', label: 'Map', icon: Network },
  { form: 'table', label: 'Table', icon: Table2 },
  { form: 'matrix', label: 'Matrix', icon: Grid3x3 },
];

/** The same picture in three forms. `wordless` where the bar is short: the sign keeps its accessible name. */
export function FormSwitch({ wordless = '', className = '' }: { readonly wordless?: string; readonly className?: string }): ReactNode {
  const chosen = useApp((state) => state.view.form);
  const actions = useActions();
  return (
    <fieldset aria-label="Form of the picture" className={`flex shrink-0 rounded-md border border-line p-px ${className}`}>
      {FORMS.map(({ form, label, icon: Icon }) => (
        <button
          key={form}
          type="button"
          aria-label={label}
          aria-pressed={form === chosen}
          title={`${label} (${commands.find(({ id }) => id === `show-${form}`)?.key ?? ''})`}
          onClick={() => actions.setForm(form)}
          className="group inline-flex h-7.5 min-w-7.5 items-center justify-center gap-1.5 rounded px-1.5 text-muted text-sm hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
        >
          <Icon size={15} aria-hidden />
          <span className={wordless}>{label}</span>
        </button>
      ))}
    </fieldset>
  );
}
