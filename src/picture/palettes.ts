/** The colours of src/theme.css for stills, which are made without a page too: `palettes.test.ts` keeps them equal. */
import type { Theme } from '../paint/theme';
import type { StillTheme } from './still';

/** What a picture is painted with, and the quiet line around signs of the legend. */
export interface Palette extends Theme {
  readonly surface: string;
  readonly border: string;
  readonly borderStrong: string;
}

type Colours = Omit<Palette, 'closedFill' | 'fontFamily' | 'textScale'>;

const LIGHT: Colours = {
  canvas: '#f7f8fa',
  surface: '#ffffff',
  border: '#d5dbe1',
  borderStrong: '#75818e',
  text: '#17202a',
  textMuted: '#55616e',
  nodeFill: '#ffffff',
  groupFill: '#eceff3',
  groupBorder: '#c3cbd4',
  labelFill: '#f7f8fa',
  focus: '#1f5fa8',
  tones: {
    ok: '#37799c',
    warn: '#9c5900',
    fail: '#8e1b3a',
    idle: '#75818e',
    denied: '#5d3fd3',
    unknown: '#6b4fa0',
    added: '#08755a',
    removed: '#525c67',
    better: '#1463c8',
    changed: '#17202a',
  },
};

const DARK: Colours = {
  canvas: '#0f141a',
  surface: '#171e26',
  border: '#2c3743',
  borderStrong: '#7c8a99',
  text: '#e8edf2',
  textMuted: '#a3b0bd',
  nodeFill: '#1b242e',
  groupFill: '#141b23',
  groupBorder: '#33404d',
  labelFill: '#0f141a',
  focus: '#7ab8f5',
  tones: {
    ok: '#8fa3b8',
    warn: '#f0b429',
    fail: '#ff6b5e',
    idle: '#7c8a99',
    denied: '#a98bff',
    unknown: '#56b4e9',
    added: '#3ddc97',
    removed: '#a9b4bf',
    better: '#5aa9ff',
    changed: '#f2f5f8',
  },
};

/** Ink on white: what theme.css says of `print` over the light theme. */
const PRINT: Colours = {
  ...LIGHT,
  canvas: '#ffffff',
  border: '#b4bdc6',
  borderStrong: '#5d6975',
  text: '#000000',
  textMuted: '#3f4952',
  groupFill: '#f4f6f8',
  groupBorder: '#9aa5b0',
  labelFill: '#ffffff',
};

/** Inter under the name that the page gives it; another machine takes what it has, in the same room. */
const FONT_FAMILY = '"Inter Variable", Inter, "Helvetica Neue", Arial, sans-serif';

const palette = (colours: Colours): Palette => ({ ...colours, closedFill: colours.surface, fontFamily: FONT_FAMILY, textScale: 1 });

export const PALETTES: Readonly<Record<StillTheme, Palette>> = {
  light: palette(LIGHT),
  dark: palette(DARK),
  print: palette(PRINT),
};
