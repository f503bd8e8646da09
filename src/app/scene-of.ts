/** What the map draws of a state: the picture as the view shows it, with what was written about it. */
import { buildScene } from '../scene/build-scene';
import { draftMarks } from '../scene/overlays/draft';
import type { Scene } from '../scene/scene';
import type { Picture } from '../worker/messages';
import type { AppState, TimeZone } from './app-types';
import { differenceShown, momentsShown } from './difference-shown';
import { isMasked } from './masking';
import type { Matches } from './matches';

/** Minutes east of UTC of the clock that is shown. */
const offsetAt = (seconds: number, zone: TimeZone): number => (zone === 'utc' ? 0 : -new Date(seconds * 1000).getTimezoneOffset());

/** A state with a picture, and what find, hide and focus mean in it. */
export type Drawable = Pick<AppState, 'view' | 'retro' | 'told' | 'mask'> & {
  readonly preferences: Pick<AppState['preferences'], 'units' | 'timeZone'>;
  readonly picture: Picture;
  readonly matches: Matches;
  readonly draft?: AppState['draft'];
};

export function sceneOf({ picture, view, matches, preferences: { units, timeZone }, retro, told, mask, draft }: Drawable): Scene {
  return buildScene({
    mesh: picture.mesh,
    layout: picture.layout,
    view: {
      selected: view.selected,
      labels: view.labels,
      brief: view.mode === 'present',
      nodeLabels: view.nodeLabels,
      units,
      showFolded: view.showFolded,
      thresholds: view.thresholds,
      totals: picture.totalsSinceStart,
      overlay: view.overlay,
      dimmed: matches.dimmed,
      removed: matches.removed,
      found: matches.find?.ok === true ? matches.find.part : undefined,
      pins: view.pins,
      offsetMinutes: offsetAt(picture.atSeconds, timeZone),
    },
    policies: picture.policies,
    ghosts: picture.ghosts,
    difference: differenceShown({ picture, view }),
    draft: draft === undefined ? undefined : draftMarks(draft.diff.edges),
    notes: {
      notes: isMasked(view) ? retro.notes.map((note) => ({ ...note, text: mask(note.text) })) : retro.notes,
      moments: momentsShown({ picture, view }),
      windowSeconds: picture.windowSeconds,
      told: told?.noteId,
    },
  });
}
