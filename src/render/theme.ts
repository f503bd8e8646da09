/** Colours and font of the moment, read from the page's CSS variables (src/theme.css is the only table of colours). */
import type { Theme } from '../paint/theme';
import type { Tone } from '../scene/scene';

/** Where colours are forced, the table names the system's colours: what each is now, as rgb() without alpha, which Cytoscape understands. */
function systemColours(element: Element): (name: string) => string {
  return (name) => {
    const probe = document.createElement('span');
    probe.style.setProperty('forced-color-adjust', 'none');
    probe.style.color = `var(${name})`;
    element.append(probe);
    const [red = '0', green = '0', blue = '0'] = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
    probe.remove();
    return `rgb(${red}, ${green}, ${blue})`;
  };
}

export const FORCED_COLOURS = '(forced-colors: active)';

/** Reads what applies to `element` now. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const declared = (name: string): string => style.getPropertyValue(name).trim();
  const read = matchMedia(FORCED_COLOURS).matches ? systemColours(element) : declared;
  const tone = (name: Tone): string => read(`--tone-${name}`);

  return {
    canvas: read('--canvas'),
    text: read('--text'),
    textMuted: read('--text-muted'),
    nodeFill: read('--node-fill'),
    groupFill: read('--group-fill'),
    groupBorder: read('--group-border'),
    closedFill: read('--surface'),
    labelFill: read('--label-fill'),
    focus: read('--focus'),
    tones: {
      ok: tone('ok'),
      warn: tone('warn'),
      fail: tone('fail'),
      idle: tone('idle'),
      denied: tone('denied'),
      unknown: tone('unknown'),
      added: tone('added'),
      removed: tone('removed'),
      better: tone('better'),
      changed: tone('changed'),
    },
    textScale: Number(declared('--map-text-scale')) || 1,
    fontFamily: style.fontFamily || 'sans-serif',
  };
}
