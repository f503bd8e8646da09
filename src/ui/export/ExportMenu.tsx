import { FileOutput } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuItem } from '../controls/Menu';
import { SNAPSHOT_FORMS } from '../snapshot/snapshot-forms';
import { useAppHandle } from '../use-app';

/** Ways to take what is shown out of the page, and files to save it in. */
export function ExportMenu({ className }: { readonly className?: string }): ReactNode {
  const app = useAppHandle();
  return (
    <Menu name="Export" icon={FileOutput} {...(className === undefined ? {} : { className })}>
      <MenuItem label="Picture…" description="PNG or SVG, with its words around it" onSelect={() => app.face?.openExport('picture')} />
      <MenuItem label="Data…" description="CSV, JSON, DOT" onSelect={() => app.face?.openExport('data')} />
      <MenuItem label="Summary…" description="Markdown for a ticket" onSelect={() => app.face?.openExport('summary')} />
      {SNAPSHOT_FORMS.map(({ id, entry, says }) => (
        <MenuItem key={id} label={`${entry}…`} description={says} onSelect={() => app.actions.setDetails('snapshot', id)} />
      ))}
    </Menu>
  );
}
