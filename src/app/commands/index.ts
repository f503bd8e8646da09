/** All commands, in the order of the help sheet. */
import type { Command } from '../app-types';
import { clearSelection } from './clear-selection';
import { closeGroups } from './close-groups';
import { fit } from './fit';
import { openGroups } from './open-groups';
import { pause } from './pause';
import { refreshNow } from './refresh-now';
import { relayout } from './relayout';
import { themeToggle } from './theme';
import { zoomIn } from './zoom-in';
import { zoomOut } from './zoom-out';

export const commands: readonly Command[] = [
  refreshNow,
  pause,
  fit,
  zoomIn,
  zoomOut,
  openGroups,
  closeGroups,
  relayout,
  themeToggle,
  clearSelection,
];
