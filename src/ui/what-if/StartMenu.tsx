import { FilePlus2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuRemark } from '../controls/Menu';
import { SKELETONS } from './skeletons';

interface StartMenuProps {
  /** Where a skeleton belongs. */
  readonly namespace: string;
  readonly onStart: (text: string) => void;
}

/** Texts to start from. */
export function StartMenu({ namespace, onStart }: StartMenuProps): ReactNode {
  return (
    <Menu name="Start from" icon={FilePlus2}>
      <MenuRemark text="Takes the place of the draft; Ctrl+Z brings it back" />
      {SKELETONS.map(({ title, description, text }) => (
        <MenuItem key={title} label={title} description={description} onSelect={() => onStart(text(namespace))} />
      ))}
    </Menu>
  );
}
