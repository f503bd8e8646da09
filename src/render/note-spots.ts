/** Where the texts of notes were painted, so that the page can lay handles over them. */
import type { AbovePlan } from '../paint/paint-above';
import { placeOf } from '../paint/scene-geometry';
import type { Rectangle, View } from '../paint/view';

export interface NoteSpot {
  readonly id: string;
  readonly number: number;
  /** CSS pixels of the map. */
  readonly box: Rectangle;
  /** From the middle of what it is about to the middle of its text, scene pixels. */
  readonly offset: { readonly x: number; readonly y: number };
}

/** Notes on the whole picture stand at its edge and cannot be put elsewhere. `textScale` = pixels of the plan in CSS pixels. */
export function noteSpots({ notes, input }: AbovePlan, textScale: number): readonly NoteSpot[] {
  const { scene, geometry, view } = input;
  return notes.flatMap(({ note, marker, box }): NoteSpot[] => {
    if (box === undefined || marker === undefined || note.about === undefined) return [];
    const centre = placeOf(scene, geometry, note.about.id) ?? toScene(view, marker);
    const middle = toScene(view, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    return [
      {
        id: note.id,
        number: note.number,
        box: { x: box.x * textScale, y: box.y * textScale, width: box.width * textScale, height: box.height * textScale },
        offset: { x: middle.x - centre.x, y: middle.y - centre.y },
      },
    ];
  });
}

const toScene = ({ zoom, panX, panY }: View, { x, y }: { readonly x: number; readonly y: number }) => ({
  x: (x - panX) / zoom,
  y: (y - panY) / zoom,
});
