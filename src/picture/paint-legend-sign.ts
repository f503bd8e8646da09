/** Signs of the legend, painted with what the map is painted with. */
import { SHAPE_LOOKS } from '../paint/element-looks';
import { paintBadge } from '../paint/paint-badges';
import { paintGlyph, paintLock, traceArrow } from '../paint/paint-glyphs';
import { traceShape } from '../paint/paint-shapes';
import type { Pen } from '../paint/pen';
import type { LegendSample } from '../scene/legend';
import type { NodeShape } from '../scene/scene';
import { LINE_STYLES } from '../scene/style-table';
import { FONTS, fontOf, SIGN_WIDTH } from './frame-blocks';
import type { Palette } from './palettes';

type Of<Kind extends LegendSample['kind']> = Extract<LegendSample, { readonly kind: Kind }>;

/** In the box whose top left corner is where the pen's origin is. */
export function paintLegendSign(pen: Pen, sample: LegendSample, palette: Palette): void {
  pen.globalAlpha = 1;
  pen.setLineDash([]);
  if (sample.kind === 'edge') paintEdge(pen, sample, palette);
  else if (sample.kind === 'shape') paintShape(pen, sample.shape, palette);
  else if (sample.kind === 'ring') paintRing(pen, sample, palette);
  else if (sample.kind === 'found') paintFound(pen, palette);
  else if (sample.kind === 'stream') paintStream(pen, palette);
  else if (sample.kind === 'configured') paintConfigured(pen, palette);
  else if (sample.kind === 'lock') paintLock(pen, sample.lock, { x: SIGN_WIDTH / 2, y: 8 }, palette.tones[sample.tone]);
  else if (sample.kind === 'glyph')
    paintGlyph(pen, sample.glyph, { x: SIGN_WIDTH / 2, y: 8, radius: 6 }, { colour: palette.tones[sample.tone], ground: palette.surface });
  else if (sample.kind === 'badge') {
    pen.font = `700 10.5px ${palette.fontFamily}`;
    paintBadge(pen, sample.badge, { x: SIGN_WIDTH / 2, y: 8 }, palette);
  } else if (sample.kind === 'text') paintText(pen, sample.text, palette);
  pen.setLineDash([]);
}

function paintText(pen: Pen, text: string, palette: Palette): void {
  pen.font = fontOf('strong', palette.fontFamily);
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = palette.text;
  pen.fillText(text, 0, FONTS.small.line / 2 + 0.5);
}

function line(pen: Pen, fromX: number, toX: number, y: number): void {
  pen.beginPath();
  pen.moveTo(fromX, y);
  pen.lineTo(toX, y);
  pen.stroke();
}

function paintEdge(pen: Pen, { tone, line: style, pixels, glyph }: Of<'edge'>, palette: Palette): void {
  const { dash, double } = LINE_STYLES[style];
  const end = glyph === undefined ? 37 : 27;
  pen.strokeStyle = palette.tones[tone];
  pen.lineWidth = double === undefined ? pixels : double.gapPixels + 2 * double.strokePixels;
  pen.setLineDash([...dash]);
  line(pen, 1, end, 8);
  pen.setLineDash([]);
  if (double !== undefined) {
    pen.strokeStyle = palette.surface;
    pen.lineWidth = double.gapPixels;
    line(pen, 1, end, 8);
  }
  if (glyph !== undefined) {
    paintGlyph(pen, glyph, { x: 36, y: 8, radius: 6 }, { colour: palette.tones[tone], ground: palette.surface });
    return;
  }
  pen.fillStyle = palette.tones[tone];
  pen.beginPath();
  traceArrow(pen, { x: 43, y: 8 }, { x: 1, y: 0 }, { length: 8, halfWidth: 2.75 + pixels * 0.6 });
  pen.fill();
}

function outline(pen: Pen, palette: Palette): void {
  pen.fillStyle = palette.nodeFill;
  pen.strokeStyle = palette.borderStrong;
  pen.lineWidth = 1.25;
}

function paintShape(pen: Pen, shape: NodeShape, palette: Palette): void {
  const look = SHAPE_LOOKS[shape];
  outline(pen, palette);
  for (const shift of shape === 'group' ? [2, -2] : [0]) {
    pen.beginPath();
    traceShape(pen, look, { x: 8 + shift, y: 2 - shift / 2, width: 28, height: 12 }, look.corner * 0.3);
    pen.fill();
    pen.setLineDash(look.dashed === true ? [3, 2] : []);
    pen.stroke();
  }
}

function paintConfigured(pen: Pen, palette: Palette): void {
  outline(pen, palette);
  pen.strokeStyle = palette.tones.idle;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.roundRect(11, 2, 22, 12, 3);
  pen.fill();
  pen.setLineDash([1.5, 2.5]);
  pen.stroke();
}

function paintRing(pen: Pen, { tone }: Of<'ring'>, palette: Palette): void {
  outline(pen, palette);
  pen.beginPath();
  pen.roundRect(13, 3.5, 18, 9, 3);
  pen.fill();
  pen.stroke();
  pen.strokeStyle = palette.tones[tone];
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.roundRect(10, 0.75, 24, 14.5, 5);
  pen.stroke();
}

function paintFound(pen: Pen, palette: Palette): void {
  outline(pen, palette);
  pen.beginPath();
  pen.roundRect(14, 4, 16, 8, 2);
  pen.fill();
  pen.stroke();
  pen.strokeStyle = palette.text;
  pen.lineWidth = 2;
  pen.beginPath();
  for (const [x, inwards] of [
    [11, 3.5],
    [33, -3.5],
  ] as const) {
    for (const [y, down] of [
      [1, 4],
      [15, -4],
    ] as const) {
      pen.moveTo(x + inwards, y);
      pen.lineTo(x, y);
      pen.lineTo(x, y + down);
    }
  }
  pen.stroke();
}

/** Three quarters and a quarter of one stream, each with its bar. */
function paintStream(pen: Pen, palette: Palette): void {
  const band = (from: number, to: number, width: number): void => {
    pen.strokeStyle = palette.tones.ok;
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(1, from);
    pen.quadraticCurveTo(20, from, 42, to);
    pen.stroke();
  };
  const bar = (top: number, bottom: number): void => {
    pen.strokeStyle = palette.text;
    pen.lineWidth = 1.75;
    pen.beginPath();
    pen.moveTo(33, top);
    pen.lineTo(33, bottom);
    pen.stroke();
  };
  band(7, 4.5, 6);
  band(11.5, 13.5, 2);
  bar(1.2, 8.6);
  bar(10.8, 15);
}
