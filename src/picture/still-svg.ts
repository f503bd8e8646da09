/** A still as SVG: real text, a title for every node and edge, links back to the live view. The same still gives the same bytes. */
import { paintPlan } from './paint-still';
import { planStill } from './plan-still';
import type { Still } from './still';
import { SvgPen, type SvgThing } from './svg-pen';
import { thingTitles } from './thing-titles';
import { xmlText } from './xml-text';

/** Without kerning, letters have the widths that the layout counts with. */
const LOOK = 'font-kerning:none;font-variant-ligatures:none;font-variant-numeric:normal;letter-spacing:0';

export function stillSvg(still: Still): string {
  const plan = planStill(still);
  const pen = new SvgPen();
  const titles = still.scenes.map(({ scene }) => thingTitles(scene));
  const link = linkTo(still.link);
  paintPlan(pen, plan, (index) => {
    const known = titles[index];
    pen.describe(`${'ab'[index] ?? `m${index}`}-`, (id): SvgThing => {
      const title = known?.get(id);
      const href = link?.(id);
      return { ...(title !== undefined && { title }), ...(href !== undefined && { href }) };
    });
  });
  const { width, height, palette } = plan;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const family = xmlText(palette.fontFamily);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${family}" style="${LOOK}">`,
    ...describing(still),
    pen.markup,
    '</svg>',
    '',
  ].join('\n');
}

/** For those who hear the picture: what it is, and the facts of its frame. */
function describing({ frame }: Still): readonly string[] {
  if (frame === undefined) return [];
  const facts = frame.facts.map(({ name, text }) => `${name}: ${text}.`).join(' ');
  return [`<title>${xmlText(frame.title)}</title>`, `<desc>${xmlText(facts)}</desc>`];
}

/** The view with one thing selected; undefined for what is no address of a page. A packed link (`v`) is left as it is. */
function linkTo(link: string | undefined): ((id: string) => string) | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return (id) => {
    const one = new URL(url);
    if (!one.searchParams.has('v')) one.searchParams.set('select', id);
    return one.href;
  };
}
