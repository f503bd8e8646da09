import { Pause, Play, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { DEFAULT_VIEW } from '../../app/view-state';
import { formatDuration } from '../../lib/duration';
import { IconButton } from '../controls/Button';
import { Menu, MenuChoices } from '../controls/Menu';
import { useActions, useApp } from '../use-app';
import { inBar } from './bar-plan';
import { REFRESH_SECONDS } from './choices';

const OFF = 'off';

/** Interval, pause and now: one group. */
export function RefreshControls(): ReactNode {
  const paused = useApp((state) => state.view.refreshSeconds === undefined);
  const fixed = useApp((state) => state.view.end.kind === 'at');
  const loading = useApp((state) => state.status.phase === 'loading');
  const snapshot = useApp((state) => state.snapshot !== undefined);
  const actions = useActions();
  // What was saved does not change.
  if (snapshot) return null;
  return (
    <fieldset className="flex items-center gap-0.5" aria-label="Refresh">
      <RefreshMenu className={inBar('refreshInterval')} />
      <IconButton
        label={paused ? 'Resume refreshing' : 'Pause refreshing'}
        shortcut="p"
        icon={paused ? Play : Pause}
        disabled={fixed}
        className={fixed ? 'max-[25rem]:hidden' : ''}
        onClick={() => actions.setRefresh(paused ? DEFAULT_VIEW.refreshSeconds : undefined)}
      />
      <IconButton
        label="Refresh now"
        shortcut="r"
        icon={RefreshCw}
        aria-busy={loading}
        className={loading ? 'motion-safe:[&>svg]:animate-spin' : ''}
        onClick={() => actions.refreshNow()}
      />
    </fieldset>
  );
}

export function RefreshMenu({ className }: { readonly className?: string }): ReactNode {
  const seconds = useApp((state) => state.view.refreshSeconds);
  const actions = useActions();
  const offered: readonly number[] = REFRESH_SECONDS;
  const all = seconds === undefined || offered.includes(seconds) ? offered : [...offered, seconds].sort((a, b) => a - b);
  const choices = [OFF, ...all.map(String)].map((value) => ({
    value,
    label: value === OFF ? 'off' : `every ${formatDuration(Number(value))}`,
  }));
  return (
    <Menu
      name="Refresh interval"
      value={seconds === undefined ? OFF : formatDuration(seconds)}
      {...(className === undefined ? {} : { className })}
    >
      <MenuChoices
        value={seconds === undefined ? OFF : String(seconds)}
        choices={choices}
        onChoose={(value) => actions.setRefresh(value === OFF ? undefined : Number(value))}
      />
    </Menu>
  );
}
