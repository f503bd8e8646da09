/** Glyphs, locks and arrowheads as shapes: the same on every machine, whatever fonts it has. */
import type { Glyph, Lock } from '../scene/scene';
import type { Pen } from './pen';

/** A disc in `colour` with the sign cut out in `ground`; centre and radius in CSS pixels. */
export function paintGlyph(context: Pen, glyph: Glyph, at: At, colours: { readonly colour: string; readonly ground: string }): void {
  const { x, y, radius } = at;
  context.fillStyle = colours.ground;
  context.beginPath();
  context.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = colours.colour;
  context.strokeStyle = colours.colour;
  PAINTERS[glyph]?.(context, at, colours.ground);
}

interface At {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

const PAINTERS: Partial<Readonly<Record<Glyph, (context: Pen, at: At, ground: string) => void>>> = {
  degraded: paintTriangle,
  failing: paintCross,
  unknown: paintQuestion,
  refused: paintNoEntry,
  depends: paintDiamond,
  ambiguous: paintUnequal,
  routed: paintSquare,
  'change-added': (context, at, ground) => paintChip(context, at, ground, (chip) => traceCross(context, chip, true)),
  'change-removed': (context, at, ground) => paintChip(context, at, ground, (chip) => traceCross(context, chip, false)),
  'change-worse': (context, at, ground) => paintChip(context, at, ground, (chip) => traceExclamation(context, chip)),
  'change-better': (context, at, ground) => paintChip(context, at, ground, (chip) => traceTick(context, chip)),
  'change-other': (context, at, ground) => paintChip(context, at, ground, (chip) => traceWave(context, chip)),
};

/** What a difference marks is a filled square with its sign cut out: no other sign is square with something in it. */
function paintChip(context: Pen, at: At, ground: string, traceSign: (at: At) => void): void {
  const { x, y, radius } = at;
  const fill = context.fillStyle;
  context.fillStyle = ground;
  context.beginPath();
  context.roundRect(x - radius - 2, y - radius - 2, 2 * radius + 4, 2 * radius + 4, radius * 0.5 + 1);
  context.fill();
  context.fillStyle = fill;
  context.beginPath();
  context.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, radius * 0.4);
  context.fill();
  context.strokeStyle = ground;
  context.lineWidth = Math.max(1.75, radius * 0.32);
  context.beginPath();
  traceSign(at);
  context.stroke();
}

function traceCross(context: Pen, { x, y, radius }: At, upright: boolean): void {
  const arm = radius * 0.62;
  context.moveTo(x - arm, y);
  context.lineTo(x + arm, y);
  if (!upright) return;
  context.moveTo(x, y - arm);
  context.lineTo(x, y + arm);
}

function traceExclamation(context: Pen, { x, y, radius }: At): void {
  context.moveTo(x, y - radius * 0.7);
  context.lineTo(x, y + radius * 0.2);
  context.moveTo(x, y + radius * 0.42);
  context.lineTo(x, y + radius * 0.74);
}

function traceTick(context: Pen, { x, y, radius }: At): void {
  context.moveTo(x - radius * 0.58, y + radius * 0.06);
  context.lineTo(x - radius * 0.14, y + radius * 0.5);
  context.lineTo(x + radius * 0.62, y - radius * 0.46);
}

function traceWave(context: Pen, { x, y, radius }: At): void {
  context.moveTo(x - radius * 0.66, y + radius * 0.2);
  context.quadraticCurveTo(x - radius * 0.33, y - radius * 0.55, x, y);
  context.quadraticCurveTo(x + radius * 0.33, y + radius * 0.55, x + radius * 0.66, y - radius * 0.2);
}

/** A disc with a bar cut out. */
function paintNoEntry(context: Pen, { x, y, radius }: At, ground: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = ground;
  context.fillRect(x - radius * 0.6, y - radius * 0.2, radius * 1.2, radius * 0.4);
}

function paintDiamond(context: Pen, { x, y, radius }: At): void {
  context.beginPath();
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
  context.fill();
}

function paintSquare(context: Pen, { x, y, radius }: At): void {
  const half = radius * 0.72;
  context.fillRect(x - half, y - half, 2 * half, 2 * half);
}

/** Two bars, struck through. */
function paintUnequal(context: Pen, { x, y, radius }: At): void {
  context.lineWidth = Math.max(1.25, radius * 0.22);
  context.beginPath();
  for (const row of [-0.32, 0.32]) {
    context.moveTo(x - radius * 0.7, y + radius * row);
    context.lineTo(x + radius * 0.7, y + radius * row);
  }
  context.moveTo(x - radius * 0.4, y + radius * 0.85);
  context.lineTo(x + radius * 0.4, y - radius * 0.85);
  context.stroke();
}

function paintTriangle(context: Pen, { x, y, radius }: At): void {
  context.beginPath();
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y + radius * 0.75);
  context.lineTo(x - radius, y + radius * 0.75);
  context.closePath();
  context.fill();
}

function paintCross(context: Pen, { x, y, radius }: At, ground: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  const arm = radius * 0.45;
  context.strokeStyle = ground;
  context.lineWidth = Math.max(1.5, radius * 0.3);
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  context.stroke();
}

function paintQuestion(context: Pen, { x, y, radius }: At): void {
  context.lineWidth = Math.max(1.25, radius * 0.22);
  context.beginPath();
  context.arc(x, y - radius * 0.3, radius * 0.42, Math.PI, 2.4 * Math.PI);
  context.lineTo(x, y + radius * 0.3);
  context.stroke();
  context.beginPath();
  context.arc(x, y + radius * 0.72, Math.max(0.9, radius * 0.15), 0, 2 * Math.PI);
  context.fill();
}

export const LOCK_WIDTH = 9;

/** A padlock of LOCK_WIDTH: shackle closed, half filled body, shackle swung open, or an empty dotted body. `x`, `y` = centre. */
export function paintLock(context: Pen, lock: Lock, at: { readonly x: number; readonly y: number }, colour: string): void {
  const left = at.x - 3.5;
  const top = at.y - 0.5;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.25;
  context.beginPath();
  if (lock === 'open') {
    context.moveTo(left + 5, top);
    context.arc(left + 7, top - 2, 2, Math.PI, 0);
  } else {
    context.moveTo(left + 1.5, top);
    context.arc(left + 3.5, top - 2, 2, Math.PI, 0);
    context.lineTo(left + 5.5, top);
  }
  context.stroke();
  if (lock === 'closed') {
    context.fillRect(left, top, 7, 5);
    return;
  }
  if (lock === 'half') context.fillRect(left, top, 3.5, 5);
  context.setLineDash(lock === 'unknown' ? [1.5, 1.5] : []);
  context.strokeRect(left + 0.5, top + 0.5, 6, 4.5);
  context.setLineDash([]);
}

/** A pin stuck into `at`, its head up and to the left. */
export function paintPin(context: Pen, { x, y }: { readonly x: number; readonly y: number }, colour: string, ground: string): void {
  context.lineWidth = 4;
  for (const look of [ground, colour]) {
    context.strokeStyle = look;
    context.fillStyle = look;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - 4, y - 4);
    context.stroke();
    context.beginPath();
    context.arc(x - 6, y - 6, look === ground ? 5 : 3.5, 0, 2 * Math.PI);
    context.fill();
    context.lineWidth = 1.5;
  }
}

/** A filled head with its tip at `tip`, pointing along the unit vector. */
export function traceArrow(
  context: Pen,
  tip: { readonly x: number; readonly y: number },
  along: { readonly x: number; readonly y: number },
  size: { readonly length: number; readonly halfWidth: number },
): void {
  const baseX = tip.x - along.x * size.length;
  const baseY = tip.y - along.y * size.length;
  context.moveTo(tip.x, tip.y);
  context.lineTo(baseX - along.y * size.halfWidth, baseY + along.x * size.halfWidth);
  context.lineTo(baseX + along.y * size.halfWidth, baseY - along.x * size.halfWidth);
  context.closePath();
}
