import { MessageSquarePlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../controls/Button';
import { useAppHandle } from '../use-app';

/** In the panel of what is selected: writes about it. */
export function AddNoteButton(): ReactNode {
  const app = useAppHandle();
  return <IconButton label="Add a note about this" shortcut="a" icon={MessageSquarePlus} onClick={() => app.face?.writeNote()} />;
}
