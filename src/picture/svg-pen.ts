/** A pen that writes SVG: real text with measured lengths, paths in rounded numbers, a group with a title and a link for each thing. */
import type { Pen } from '../paint/pen';
import { INTER_EM, INTER_MIDDLE } from './inter-widths';
import { fontSizeOf, textWidth } from './text-width';
import { xmlId, xmlText } from './xml-text';

/** What is said of a thing, and where it leads. */
export interface SvgThing {
  readonly title?: string;
  readonly href?: string;
}

interface State {
  readonly fillStyle: Pen['fillStyle'];
  readonly strokeStyle: Pen['strokeStyle'];
  readonly lineWidth: number;
  readonly lineCap: CanvasLineCap;
  readonly lineJoin: CanvasLineJoin;
  readonly globalAlpha: number;
  readonly font: string;
  readonly textAlign: CanvasTextAlign;
  readonly textBaseline: CanvasTextBaseline;
  readonly dash: readonly number[];
  /** Groups that were opened since the state was saved. */
  readonly groups: number;
}

const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { center: 'middle', right: 'end', end: 'end' };

/** Two decimals: a fifth of a pixel of a picture four times as large. */
export function rounded(value: number): string {
  const text = value.toFixed(2);
  const short = text.replace(/\.?0+$/, '');
  return short === '-0' ? '0' : short;
}

export class SvgPen implements Pen {
  fillStyle: Pen['fillStyle'] = '';
  strokeStyle: Pen['strokeStyle'] = '';
  lineWidth = 1;
  lineCap: CanvasLineCap = 'butt';
  lineJoin: CanvasLineJoin = 'miter';
  globalAlpha = 1;
  font = '400 12px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  private dash: readonly number[] = [];
  private path: string[] = [];
  private readonly out: string[] = [];
  private readonly saved: State[] = [];
  private groups = 0;
  private clips = 0;
  private readonly named = new Set<string>();
  private things: (id: string) => SvgThing = () => ({});
  private prefix = '';

  /** The elements written so far. */
  get markup(): string {
    return this.out.join('\n');
  }

  /** From now on ids are those of another scene. */
  describe(prefix: string, things: (id: string) => SvgThing): void {
    this.prefix = prefix;
    this.things = things;
  }

  begin(id: string): void {
    const { title, href } = this.things(id);
    const name = `${this.prefix}${xmlId(id)}`;
    const first = !this.named.has(name);
    this.named.add(name);
    this.out.push(`<g${first ? ` id="${name}"` : ''}>${href === undefined ? '' : `<a href="${xmlText(href)}">`}`);
    if (title !== undefined) this.out.push(`<title>${xmlText(title)}</title>`);
    this.closings.push(href === undefined ? '</g>' : '</a></g>');
  }

  end(): void {
    this.out.push(this.closings.pop() ?? '');
  }

  private readonly closings: string[] = [];

  setLineDash(segments: readonly number[]): void {
    this.dash = segments;
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, font, textAlign, textBaseline, dash, groups } = this;
    this.saved.push({
      fillStyle,
      strokeStyle,
      lineWidth,
      lineCap,
      lineJoin,
      globalAlpha,
      font,
      textAlign,
      textBaseline,
      dash,
      groups,
    });
    this.groups = 0;
  }

  restore(): void {
    const state = this.saved.pop();
    if (state === undefined) return;
    for (let open = this.groups; open > 0; open -= 1) this.out.push('</g>');
    Object.assign(this, state);
  }

  translate(x: number, y: number): void {
    this.open(`transform="translate(${rounded(x)} ${rounded(y)})"`);
  }

  scale(x: number, y: number): void {
    this.open(`transform="scale(${rounded(x)} ${rounded(y)})"`);
  }

  private open(attributes: string): void {
    this.out.push(`<g ${attributes}>`);
    this.groups += 1;
  }

  beginPath(): void {
    this.path = [];
  }

  closePath(): void {
    this.path.push('Z');
  }

  moveTo(x: number, y: number): void {
    this.path.push(`M${rounded(x)} ${rounded(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.path.push(`L${rounded(x)} ${rounded(y)}`);
  }

  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void {
    this.path.push(`Q${rounded(controlX)} ${rounded(controlY)} ${rounded(x)} ${rounded(y)}`);
  }

  /** Clockwise. As in a canvas, a line leads to its beginning from where the path is. */
  arc(x: number, y: number, radius: number, startAngle: number, endAngle: number): void {
    const whole = endAngle - startAngle >= 2 * Math.PI;
    const at = (angle: number): string => `${rounded(x + radius * Math.cos(angle))} ${rounded(y + radius * Math.sin(angle))}`;
    const span = whole ? 2 * Math.PI : (((endAngle - startAngle) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
    const r = rounded(radius);
    this.path.push(`${this.path.length === 0 ? 'M' : 'L'}${at(startAngle)}`);
    this.path.push(`A${r} ${r} 0 0 1 ${at(startAngle + span / 2)}`, `A${r} ${r} 0 0 1 ${at(startAngle + span)}`);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path.push(`M${rounded(x)} ${rounded(y)}H${rounded(x + width)}V${rounded(y + height)}H${rounded(x)}Z`);
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const r = Math.max(0, Math.min(radius, width / 2, height / 2));
    const corner = (toX: number, toY: number): string => `A${rounded(r)} ${rounded(r)} 0 0 1 ${rounded(toX)} ${rounded(toY)}`;
    this.path.push(
      `M${rounded(x + r)} ${rounded(y)}H${rounded(x + width - r)}${corner(x + width, y + r)}`,
      `V${rounded(y + height - r)}${corner(x + width - r, y + height)}H${rounded(x + r)}`,
      `${corner(x, y + height - r)}V${rounded(y + r)}${corner(x + r, y)}Z`,
    );
  }

  fill(): void {
    if (this.path.length > 0) this.out.push(`<path d="${this.path.join('')}"${this.filled()}/>`);
  }

  stroke(): void {
    if (this.path.length > 0) this.out.push(`<path d="${this.path.join('')}" fill="none"${this.stroked()}/>`);
  }

  clip(rule: CanvasFillRule = 'nonzero'): void {
    this.clips += 1;
    const name = `${this.prefix}clip${this.clips}`;
    this.out.push(`<clipPath id="${name}"><path d="${this.path.join('')}" clip-rule="${rule}"/></clipPath>`);
    this.open(`clip-path="url(#${name})"`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.out.push(`<rect${this.box(x, y, width, height)}${this.filled()}/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.out.push(`<rect${this.box(x, y, width, height)} fill="none"${this.stroked()}/>`);
  }

  private box(x: number, y: number, width: number, height: number): string {
    return ` x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}"`;
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.filled());
  }

  /** The ground around letters, not letters that are read. */
  strokeText(text: string, x: number, y: number): void {
    this.write(text, x, y, ` aria-hidden="true" fill="none"${this.stroked()}`);
  }

  /** Spaces at the ends take room and are not written: readers of SVG do not agree what becomes of them. */
  private write(given: string, from: number, y: number, look: string): void {
    const text = given.trim();
    if (text === '') return;
    const x = this.textAlign === 'left' ? from + this.measureText(given).width - this.measureText(given.trimStart()).width : from;
    const { weight, pixels } = fontSizeOf(this.font);
    const baseline = this.textBaseline === 'middle' ? y + (INTER_MIDDLE / INTER_EM) * pixels : y;
    const anchor = ANCHORS[this.textAlign];
    const place = ` x="${rounded(x)}" y="${rounded(baseline)}"${anchor === undefined ? '' : ` text-anchor="${anchor}"`}`;
    const length = ` textLength="${rounded(this.measureText(text).width)}" lengthAdjust="spacingAndGlyphs"`;
    this.out.push(`<text${place} font-size="${rounded(pixels)}" font-weight="${weight}"${length}${look}>${xmlText(text)}</text>`);
  }

  measureText(text: string): { readonly width: number } {
    return { width: textWidth(this.font, text) };
  }

  private opacity(name: string): string {
    return this.globalAlpha >= 1 ? '' : ` ${name}="${rounded(this.globalAlpha)}"`;
  }

  private filled(): string {
    return ` fill="${xmlText(String(this.fillStyle))}"${this.opacity('fill-opacity')}`;
  }

  private stroked(): string {
    const dash = this.dash.length === 0 ? '' : ` stroke-dasharray="${this.dash.map(rounded).join(' ')}"`;
    const cap = this.lineCap === 'butt' ? '' : ` stroke-linecap="${this.lineCap}"`;
    const join = this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`;
    return ` stroke="${xmlText(String(this.strokeStyle))}" stroke-width="${rounded(this.lineWidth)}"${dash}${cap}${join}${this.opacity('stroke-opacity')}`;
  }
}
