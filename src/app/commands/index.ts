/** All commands, in the order of the help sheet. */
import type { Command } from '../app-types';
import { clearSelection } from './clear-selection';
import { closeGroups } from './close-groups';
import { fit } from './fit';
import { focusDown, focusUp } from './focus-direction';
import { focusHops } from './focus-hops';
import { focusProblems } from './focus-problems';
import { openGroups } from './open-groups';
import { pause } from './pause';
import { refreshNow } from './refresh-now';
import { relayout } from './relayout';
import { themeToggle } from './theme';
import { wholeMesh } from './whole-mesh';
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
  ...focusHops,
  focusUp,
  focusDown,
  focusProblems,
  wholeMesh,
  themeToggle,
  clearSelection,
];
