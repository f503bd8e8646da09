/** All commands, in the order of the help sheet. */
import type { Command } from '../app-types';
import { addNote } from './add-note';
import { canary } from './canary';
import { clearSelection } from './clear-selection';
import { closeGroups } from './close-groups';
import { comparing } from './compare';
import { doctor } from './doctor';
import { earlier } from './earlier';
import { exportCommand } from './export';
import { find } from './find';
import { fit } from './fit';
import { focusDown, focusUp } from './focus-direction';
import { focusHops } from './focus-hops';
import { focusProblems } from './focus-problems';
import { help } from './help';
import { later } from './later';
import { live } from './live';
import { mark } from './mark';
import { moveNode } from './move-node';
import { nextMatch } from './next-match';
import { notes } from './notes';
import { openGroups } from './open-groups';
import { outline } from './outline';
import { palette } from './palette';
import { pause } from './pause';
import { present } from './present';
import { previousMatch } from './previous-match';
import { readiness } from './readiness';
import { redo } from './redo';
import { refreshNow } from './refresh-now';
import { relayout } from './relayout';
import { saySelection } from './say-selection';
import { settings } from './settings';
import { showMap } from './show-map';
import { showMatrix } from './show-matrix';
import { showTable } from './show-table';
import { snapshot } from './snapshot';
import { story } from './story';
import { themeToggle } from './theme';
import { timeline } from './timeline';

import { undo } from './undo';
import { unpinAll } from './unpin-all';

import { wall } from './wall';
import { whatIf } from './what-if';

import { wholeMesh } from './whole-mesh';
import { zoomIn } from './zoom-in';
import { zoomOut } from './zoom-out';

export const commands: readonly Command[] = [
  palette,
  refreshNow,
  pause,
  earlier,
  later,
  live,
  timeline,
  mark,
  ...comparing,
  fit,
  zoomIn,
  zoomOut,
  openGroups,
  closeGroups,
  relayout,
  find,
  nextMatch,
  previousMatch,
  ...focusHops,
  focusUp,
  focusDown,
  focusProblems,
  wholeMesh,
  outline,
  doctor,
  readiness,
  whatIf,
  canary,
  addNote,
  notes,
  story,
  exportCommand,
  snapshot,
  moveNode,
  unpinAll,
  undo,
  redo,
  showMap,
  showTable,
  showMatrix,
  wall,
  present,
  settings,
  themeToggle,
  clearSelection,
  saySelection,
  help,
];
