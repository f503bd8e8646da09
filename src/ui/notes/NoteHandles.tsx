import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import type { MapNoteSpot } from '../canvas/use-renderer';
import { useActions, useApp, useAppHandle } from '../use-app';

/** Nearer is a click. */
const SLACK_PIXELS = 4;

/** Over the texts of notes on the map: dragged they stand elsewhere, clicked they are shown in the list. Placing by keys is in the list. */
export function NoteHandles({ spots }: { readonly spots: readonly MapNoteSpot[] }): ReactNode {
  const page = useApp((state) => state.view.mode === 'page');
  if (!page) return null;
  return (
    <div className="peer-data-[drawn=false]:hidden print:hidden">
      {spots.map((spot) => (
        <Handle key={spot.id} spot={spot} />
      ))}
    </div>
  );
}

interface Drag {
  readonly x: number;
  readonly y: number;
}

function Handle({ spot }: { readonly spot: MapNoteSpot }): ReactNode {
  const { id, number, box, offset } = spot;
  const app = useAppHandle();
  const actions = useActions();
  const from = useRef<Drag | undefined>(undefined);
  const [by, setBy] = useState<Drag>();
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent) => {
    const start = from.current;
    if (start === undefined) return;
    const moved = { x: event.clientX - start.x, y: event.clientY - start.y };
    if (by !== undefined || Math.hypot(moved.x, moved.y) > SLACK_PIXELS) setBy(moved);
  };
  const end = (keep: boolean) => {
    const zoom = app.canvas?.viewport()?.zoom;
    if (keep && by !== undefined && zoom !== undefined) actions.placeNote(id, { x: offset.x + by.x / zoom, y: offset.y + by.y / zoom });
    else if (keep && by === undefined && from.current !== undefined) app.face?.showNote(id);
    from.current = undefined;
    setBy(undefined);
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Note ${number} in the list`}
      title="Drag to place it; click to see it in the list"
      data-note-handle={id}
      className={`absolute z-[7] touch-none rounded border-2 ${by === undefined ? 'cursor-grab border-transparent hover:border-accent' : 'cursor-grabbing border-accent border-dashed bg-surface/60'}`}
      style={{ left: box.x + (by?.x ?? 0), top: box.y + (by?.y ?? 0), width: box.width, height: box.height }}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
    />
  );
}
