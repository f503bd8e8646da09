import {
  ChevronsDownUp,
  ChevronsUpDown,
  FileOutput,
  ListTree,
  type LucideIcon,
  Maximize,
  MessageSquareText,
  Minus,
  Plus,
  Waypoints,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { commands } from '../../app/commands/index';
import { IconButton } from '../controls/Button';
import { FocusMenu } from '../find/FocusMenu';
import { useAppHandle } from '../use-app';

const TOOLS: readonly { readonly id: string; readonly icon: LucideIcon }[] = [
  { id: 'outline', icon: ListTree },
  { id: 'notes', icon: MessageSquareText },
  { id: 'zoom-in', icon: Plus },
  { id: 'zoom-out', icon: Minus },
  { id: 'fit', icon: Maximize },
  { id: 'relayout', icon: Waypoints },
  { id: 'open-groups', icon: ChevronsUpDown },
  { id: 'close-groups', icon: ChevronsDownUp },
  { id: 'export', icon: FileOutput },
];

/** Commands that need the map, beside it. */
export function CanvasTools(): ReactNode {
  const app = useAppHandle();
  return (
    <fieldset
      aria-label="Map tools"
      className="print:hidden flex shrink-0 gap-0.5 max-[24rem]:gap-0 border-line border-b bg-surface p-1 sm:flex-col sm:border-r sm:border-b-0 sm:py-2"
    >
      {TOOLS.map(({ id, icon }) => {
        const command = commands.find((one) => one.id === id);
        if (command === undefined) return null;
        return (
          <IconButton key={id} label={command.title} shortcut={command.key} icon={icon} size="narrow" onClick={() => command.run(app)} />
        );
      })}
      <FocusMenu of="map" />
    </fieldset>
  );
}
