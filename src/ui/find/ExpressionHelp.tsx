import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { HELP } from '../../expression/help';
import { IconButton } from '../controls/Button';
import { Flyout } from '../controls/Flyout';

/** How an expression is written and what can be asked: made of the same list the parser reads. */
export function ExpressionHelp({ onTry, icon }: { readonly onTry: (example: string) => void; readonly icon: LucideIcon }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Flyout
      name="How to find and hide"
      align="end"
      width="w-[34rem]"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton label="How to find and hide" icon={icon} />}
    >
      {HELP.map(({ title, rows }) => (
        <section key={title} className="mb-3 last:mb-0">
          <h2 className="mb-1 font-semibold text-xs">{title}</h2>
          <dl className="divide-y divide-line text-sm">
            {rows.map(({ write, means, example }) => (
              <div key={write} className="grid gap-x-3 py-1 sm:grid-cols-[9rem_1fr]">
                <dt className="break-words font-mono text-xs">{write}</dt>
                <dd>
                  {means}
                  <button
                    type="button"
                    className="block max-w-full break-words rounded text-left font-mono text-accent text-xs underline-offset-2 hover:underline"
                    onClick={() => {
                      onTry(example);
                      setOpen(false);
                    }}
                  >
                    {example}
                  </button>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Flyout>
  );
}
