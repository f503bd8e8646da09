/**
 * A canvas whose letters are as wide as the layout of stills counts them (`text-width.ts`): no kerning, no rounding to whole pixels, which
 * hinting does at small sizes. Figures of one width come from the element's own style, where it stands in a page: it says `normal-nums`.
 */
export function letterByLetter(context: CanvasTextDrawingStyles): void {
  context.fontKerning = 'none';
  context.textRendering = 'geometricPrecision';
}
