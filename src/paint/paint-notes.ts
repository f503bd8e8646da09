/** Notes on the map: a numbered marker at what each is about, its text in a box, an arrow from the one to the other. */
import type { Point } from './edge-geometry';
import { traceArrow } from './paint-glyphs';
import type { Brush } from './paint-nodes';
import type { Box } from './place-labels';
import { MARKER_RADIUS, NOTE_LINE, NOTE_NUMBER_ROOM, NOTE_PADDING, noteFont, type PlacedNote } from './plan-notes';

const HEAD = { length: 9, halfWidth: 4.5 };

export function paintNotes(brush: Brush, notes: readonly PlacedNote[]): void {
  if (notes.length === 0) return;
  const { context } = brush;
  context.textBaseline = 'middle';
  context.setLineDash([]);
  for (const placed of notes) paintArrow(brush, placed);
  for (const placed of notes) {
    context.begin?.(placed.note.id);
    if (placed.marker !== undefined) paintNumber(brush, placed, placed.marker);
    if (placed.box !== undefined) paintBox(brush, placed, placed.box);
    context.end?.();
  }
  context.globalAlpha = 1;
}

/** From the nearest point of the box to the rim of the marker. */
function paintArrow({ context, theme }: Brush, { note, marker, box }: PlacedNote): void {
  if (marker === undefined || box === undefined) return;
  const from = {
    x: Math.max(box.x + 8, Math.min(box.x + box.width - 8, marker.x)),
    y: Math.max(box.y + 8, Math.min(box.y + box.height - 8, marker.y)),
  };
  const length = Math.hypot(marker.x - from.x, marker.y - from.y);
  if (length < MARKER_RADIUS + HEAD.length) return;
  const along = { x: (marker.x - from.x) / length, y: (marker.y - from.y) / length };
  const tip = { x: marker.x - along.x * (MARKER_RADIUS + 1), y: marker.y - along.y * (MARKER_RADIUS + 1) };
  for (const [colour, width] of [
    [theme.canvas, 4.5],
    [note.told === true ? theme.focus : theme.text, 1.75],
  ] as const) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(tip.x - along.x * HEAD.length * 0.7, tip.y - along.y * HEAD.length * 0.7);
    context.stroke();
    context.beginPath();
    traceArrow(context, tip, along, HEAD);
    context.fill();
  }
}

/** Ink on ground turned round, a ring alone for a note of another moment: no other sign of the map is a filled disc with a number. */
function paintNumber({ context, fit, theme }: Brush, { note }: PlacedNote, { x, y }: Point): void {
  context.fillStyle = theme.canvas;
  context.beginPath();
  context.arc(x, y, MARKER_RADIUS + 1.5, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  if (note.aside === true) {
    // Of another moment: it steps back, and can still be read.
    context.arc(x, y, MARKER_RADIUS - 0.75, 0, 2 * Math.PI);
    context.strokeStyle = theme.textMuted;
    context.lineWidth = 1.5;
    context.stroke();
  } else {
    context.arc(x, y, MARKER_RADIUS, 0, 2 * Math.PI);
    context.fillStyle = note.told === true ? theme.focus : theme.text;
    context.fill();
  }
  fit.use(`700 ${note.number > 99 ? 10 : 11}px ${theme.fontFamily}`);
  context.fillStyle = note.aside === true ? theme.textMuted : theme.canvas;
  context.textAlign = 'center';
  context.fillText(String(note.number), x, y + 0.5);
}

function paintBox(brush: Brush, placed: PlacedNote, box: Box): void {
  const { context, fit, theme } = brush;
  const { note } = placed;
  context.beginPath();
  context.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, 5);
  context.fillStyle = theme.nodeFill;
  context.fill();
  context.strokeStyle = note.told === true ? theme.focus : theme.text;
  context.lineWidth = note.told === true ? 2.5 : 1.25;
  context.stroke();
  paintNumber(brush, placed, { x: box.x + NOTE_PADDING + MARKER_RADIUS - 2, y: box.y + NOTE_PADDING + NOTE_LINE / 2 - 2 });
  fit.use(noteFont(theme));
  context.fillStyle = theme.text;
  context.textAlign = 'left';
  for (const [row, line] of note.lines.entries()) {
    context.fillText(line, box.x + NOTE_PADDING + NOTE_NUMBER_ROOM, box.y + NOTE_PADDING - 2 + (row + 0.5) * NOTE_LINE);
  }
}
