/** Widths of texts, measured once, and the longest beginning that fits. */

const MOST_REMEMBERED = 5_000;

export class TextFit {
  private readonly widths = new Map<string, number>();
  private font = '';

  constructor(private readonly context: CanvasRenderingContext2D) {}

  /** Sets the font of the context, too; the next texts are drawn in it. */
  use(font: string): void {
    this.font = font;
    this.context.font = font;
  }

  width(text: string): number {
    const key = `${this.font}\n${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    if (this.widths.size >= MOST_REMEMBERED) this.widths.clear();
    const { width } = this.context.measureText(text);
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
      if (this.context.measureText(`${letters.slice(0, middle).join('')}…`).width <= room) fits = middle;
      else tooMuch = middle;
    }
    return fits < 3 ? '' : `${letters.slice(0, fits).join('')}…`;
  }

  /** Fonts changed: forget everything. */
  forget(): void {
    this.widths.clear();
  }
}
