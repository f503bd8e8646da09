/** Widths of texts, measured once, and the longest beginning that fits. */
import type { Pen } from './pen';

const MOST_REMEMBERED = 5_000;

export class TextFit {
  private readonly widths = new Map<string, number>();
  private font = '';

  /** `measure` in place of what the pen itself measures: pictures that must not depend on a machine's fonts. */
  constructor(
    private readonly pen: Pick<Pen, 'font' | 'measureText'>,
    private readonly measure: (font: string, text: string) => number = (_, text) => pen.measureText(text).width,
  ) {}

  /** Sets the font of the pen, too; the next texts are drawn in it. */
  use(font: string): void {
    this.font = font;
    this.pen.font = font;
  }

  width(text: string): number {
    const key = `${this.font}\n${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    if (this.widths.size >= MOST_REMEMBERED) this.widths.clear();
    const width = this.measure(this.font, text);
    this.widths.set(key, width);
    return width;
  }

  /** `text`, or its beginning and "…", within `room` pixels; "" when not even three letters fit. */
  fit(text: string, room: number): string {
    if (this.width(text) <= room) return text;
    const letters = [...text];
    let fits = 0;
    let tooMuch = letters.length;
    while (tooMuch - fits > 1) {
      const middle = (fits + tooMuch) >> 1;
      if (this.measure(this.font, `${letters.slice(0, middle).join('')}…`) <= room) fits = middle;
      else tooMuch = middle;
    }
    return fits < 3 ? '' : `${letters.slice(0, fits).join('')}…`;
  }

  /** Fonts changed: forget everything. */
  forget(): void {
    this.widths.clear();
  }
}
