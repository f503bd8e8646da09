/** The style table and the theme as a Cytoscape stylesheet: static rules for state classes, no function and no mapper of a live value. */
import type { StylesheetJson } from 'cytoscape';
import { BOX_LOOK, EDGE_LOOK, isLoud, NODE_LOOK, type Outline, SHAPE_LOOKS } from '../paint/element-looks';
import type { Theme } from '../paint/theme';
import type { ChangeMark, Line, Tone } from '../scene/scene';
import { CHANGE_STYLES, LINE_STYLES, WIDTH_CLASSES } from '../scene/style-table';
import {
  BOX_CLASS,
  CONFIGURED_CLASS,
  changeClass,
  DEEPEST_BOX,
  FADED_CLASS,
  GHOST_CLASS,
  LIFTED_CLASS,
  SELECTED_CLASS,
  STREAM_CLASS,
} from './element-classes';

type Rule = StylesheetJson[number];

const OUTLINES = {
  round: 'round-rectangle',
  cut: 'cut-rectangle',
  rhomboid: 'rhomboid',
  octagon: 'octagon',
} as const satisfies Readonly<Record<Outline, string>>;
const TONES: readonly Tone[] = ['ok', 'idle', 'unknown', 'removed', 'changed', 'better', 'added', 'warn', 'fail', 'denied'];
const DASHED: readonly Line[] = ['dotted', 'long-dash', 'short-dash', 'dash-dot'];
const CHANGES: readonly ChangeMark[] = ['worse', 'removed', 'added', 'better', 'changed', 'unchanged', 'unsure'];

/** What lies above what; boxes are below. */
const LAYERS = { edge: DEEPEST_BOX + 1, sickEdge: DEEPEST_BOX + 2, node: DEEPEST_BOX + 3, selectedEdge: DEEPEST_BOX + 4 };

function nodeRules(theme: Theme, scale: number): readonly Rule[] {
  return [
    {
      selector: 'node',
      style: { width: 'data(w)', height: 'data(h)', events: 'no', 'z-index-compare': 'manual', 'overlay-opacity': 0 },
    },
    {
      selector: `.${BOX_CLASS}`,
      style: {
        shape: 'round-rectangle',
        'corner-radius': String(BOX_LOOK.corner),
        'background-color': theme.groupFill,
        'border-color': theme.groupBorder,
        'border-width': BOX_LOOK.border * scale,
      },
    },
    // Inner boxes above outer ones, whoever came first; lines and nodes above them all.
    ...Array.from({ length: DEEPEST_BOX + 1 }, (_, depth): Rule => ({ selector: `.depth-${depth}`, style: { 'z-index': depth } })),
    { selector: '.node', style: { 'background-color': theme.nodeFill, 'z-index': LAYERS.node } },
    ...Object.entries(SHAPE_LOOKS).map(
      ([shape, { outline, corner, dashed }]): Rule => ({
        selector: `.shape-${shape}`,
        style: {
          shape: OUTLINES[outline],
          ...(corner > 0 && { 'corner-radius': String(corner) }),
          ...(dashed && { 'border-style': 'dashed' }),
        },
      }),
    ),
    { selector: '.shape-group', style: { 'background-color': theme.closedFill } },
    ...TONES.map(
      (tone): Rule => ({
        selector: `.node.tone-${tone}`,
        style: { 'border-color': theme.tones[tone], 'border-width': (isLoud({ tone }) ? NODE_LOOK.sickBorder : NODE_LOOK.border) * scale },
      }),
    ),
    { selector: `.node.${CONFIGURED_CLASS}`, style: { 'border-style': 'dotted', 'border-width': NODE_LOOK.configuredBorder * scale } },
    ...TONES.map(
      (tone): Rule => ({
        selector: `.ring-${tone}`,
        style: {
          'outline-width': NODE_LOOK.ring.width * scale,
          'outline-offset': NODE_LOOK.ring.offset * scale,
          'outline-color': theme.tones[tone],
          'outline-style': 'solid',
        },
      }),
    ),
    ...CHANGES.map((change): Rule => {
      const { line, pixels } = CHANGE_STYLES[change].border;
      return {
        selector: `.node.${changeClass(change)}`,
        style: {
          'border-style': line,
          'border-width': pixels * scale,
          ...(line === 'dashed' && { 'background-opacity': NODE_LOOK.ghostOpacity }),
        },
      };
    }),
    {
      selector: `.node.${GHOST_CLASS}`,
      style: { 'border-style': 'dashed', 'border-width': NODE_LOOK.border * scale, 'background-opacity': NODE_LOOK.ghostOpacity },
    },
    {
      selector: `.node.${SELECTED_CLASS}`,
      style: {
        'underlay-color': theme.focus,
        'underlay-opacity': NODE_LOOK.underlay.opacity,
        'underlay-padding': NODE_LOOK.underlay.padding * scale,
        'underlay-shape': 'round-rectangle',
      },
    },
    { selector: `.${FADED_CLASS}`, style: { opacity: NODE_LOOK.fadedOpacity } },
  ];
}

function edgeRules(theme: Theme, scale: number, dense: boolean): readonly Rule[] {
  return [
    {
      selector: 'edge',
      style: {
        'curve-style': 'straight',
        'source-endpoint': 'data(s)',
        'target-endpoint': 'data(t)',
        'target-arrow-shape': 'none',
        'source-arrow-shape': 'none',
        'target-distance-from-node': EDGE_LOOK.gap * scale,
        'line-cap': 'butt',
        events: 'no',
        'z-index-compare': 'manual',
        'z-index': LAYERS.edge,
        'overlay-opacity': 0,
      },
    },
    ...TONES.map(
      (tone): Rule => ({
        selector: `edge.tone-${tone}`,
        style: isLoud({ tone })
          ? { 'line-color': theme.tones[tone], 'z-index': LAYERS.sickEdge }
          : { 'line-color': theme.tones[tone], opacity: dense ? EDGE_LOOK.denseOpacity : 1 },
      }),
    ),
    ...WIDTH_CLASSES.map(({ pixels }, index): Rule => ({ selector: `.width-${index + 1}`, style: { width: pixels * scale } })),
    ...DASHED.map(
      (line): Rule => ({
        selector: `.line-${line}`,
        style: { 'line-style': 'dashed', 'line-dash-pattern': LINE_STYLES[line].dash.map((length) => length * scale) },
      }),
    ),
    doubleLine(theme, scale),
    {
      selector: `edge.${SELECTED_CLASS}`,
      style: {
        'underlay-color': theme.focus,
        'underlay-opacity': EDGE_LOOK.underlay.opacity,
        'underlay-padding': EDGE_LOOK.underlay.padding * scale,
        'z-index': LAYERS.selectedEdge,
        opacity: 1,
      },
    },
    { selector: `edge.${FADED_CLASS}`, style: { opacity: EDGE_LOOK.fadedOpacity } },
  ];
}

/** The ground between two strokes of the tone that means added; no other is drawn double. */
function doubleLine(theme: Theme, scale: number): Rule {
  const { strokePixels, gapPixels } = LINE_STYLES.double.double ?? { strokePixels: 1, gapPixels: 1 };
  return {
    selector: 'edge.line-double',
    style: {
      width: gapPixels * scale,
      'line-color': theme.canvas,
      // Cytoscape counts both sides together.
      'line-outline-width': 2 * strokePixels * scale,
      'line-outline-color': theme.tones.added,
    },
  };
}

/** `scale` = strokeScale(zoom): strokes keep their CSS width when zoomed out; `dense` = more is drawn than can be followed. */
export function stylesheet(theme: Theme, scale: number, dense: boolean): StylesheetJson {
  return [
    {
      selector: 'core',
      style: {
        'active-bg-color': theme.canvas,
        'active-bg-opacity': 0,
        'active-bg-size': 0,
        'selection-box-color': theme.canvas,
        'selection-box-border-color': theme.canvas,
        'selection-box-border-width': 0,
        'selection-box-opacity': 0,
        'outside-texture-bg-color': theme.canvas,
        'outside-texture-bg-opacity': 0,
      },
    },
    ...nodeRules(theme, scale),
    ...edgeRules(theme, scale, dense),
    { selector: `.${STREAM_CLASS}, .${LIFTED_CLASS}`, style: { visibility: 'hidden' } },
  ];
}
