import { Pause, Play, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { DEFAULT_VIEW } from '../../app/view-state';
import { formatDuration } from '../../lib/duration';
import { IconButton } from '../controls/Button';
import { Menu, MenuChoices } from '../controls/Menu';
import { useActions, useApp } from '../use-app';
import { REFRESH_SECONDS } from './choices';

const OFF = 'off';

/** Interval, pause and now: one group. */
export function RefreshControls(): ReactNode {
  const seconds = useApp((state) => state.view.refreshSeconds);
  const fixed = useApp((state) => state.view.end.kind === 'at');
  const loading = useApp((state) => state.status.phase === 'loading');
  const actions = useActions();
  const offered: readonly number[] = REFRESH_SECONDS;
  const all = seconds === undefined || offered.includes(seconds) ? offered : [...offered, seconds].sort((a, b) => a - b);
  const choices = [OFF, ...all.map(String)].map((value) => ({
    value,
    label: value === OFF ? 'off' : `every ${formatDuration(Number(value))}`,
  }));
  return (
    <fieldset className="flex items-center gap-0.5" aria-label="Refresh">
      <Menu name="Refresh interval" value={seconds === undefined ? OFF : formatDuration(seconds)} className="hidden sm:inline-flex">
        <MenuChoices
          value={seconds === undefined ? OFF : String(seconds)}
          choices={choices}
          onChoose={(value) => actions.setRefresh(value === OFF ? undefined : Number(value))}
        />
      </Menu>
      {seconds === undefined ? (
        <IconButton
          label="Resume refreshing"
          shortcut="p"
          icon={Play}
          disabled={fixed}
          onClick={() => actions.setRefresh(DEFAULT_VIEW.refreshSeconds)}
        />
      ) : (
        <IconButton label="Pause refreshing" shortcut="p" icon={Pause} disabled={fixed} onClick={() => actions.setRefresh(undefined)} />
      )}
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
