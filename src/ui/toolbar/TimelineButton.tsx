import { ChartNoAxesGantt } from 'lucide-react';
import type { ReactNode } from 'react';
import { timeline } from '../../app/commands/timeline';
import { Button, IconButton } from '../controls/Button';
import { useApp, useAppHandle } from '../use-app';

interface TimelineButtonProps {
  readonly className?: string;
  /** With its name beside the sign. */
  readonly worded?: boolean;
  readonly onOpened?: () => void;
}

/** Opens and closes the strip above the graph. */
export function TimelineButton({ className = '', worded = false, onOpened }: TimelineButtonProps): ReactNode {
  const app = useAppHandle();
  const open = useApp((state) => state.view.span !== undefined);
  const toggle = () => {
    timeline.run(app);
    onOpened?.();
  };
  if (worded)
    return (
      <Button icon={ChartNoAxesGantt} aria-pressed={open} className={className} onClick={toggle}>
        Timeline
      </Button>
    );
  return (
    <IconButton
      label="Timeline"
      shortcut={timeline.key}
      icon={ChartNoAxesGantt}
      aria-pressed={open}
      className={className}
      onClick={toggle}
    />
  );
}
