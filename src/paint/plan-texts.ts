/** The texts of labels and names, and where they stand. */
import type { Scene, SceneNode } from '../scene/scene';
import { type LabelLines, labelForms } from './label-layout';
import { holdsName } from './node-texts';
import { labelFont, nameFont } from './paint-labels';
import type { Box, PlacedLabel } from './place-labels';
import { type LabelPlan, planLabels, type StripPlace } from './plan-labels';
import { type SceneGeometry, sameCourseIn } from './scene-geometry';
import type { TextFit } from './text-fit';
import type { Theme } from './theme';
import type { View } from './view';

const NAME_ROOM = 150;

export interface AboveInput {
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  readonly theme: Theme;
  /** Where labels that find no room are listed; undefined = in a corner of the map. */
  readonly strip?: StripPlace;
}

export interface PlannedTexts extends LabelPlan {
  readonly forms: ReadonlyMap<string, readonly LabelLines[]>;
  readonly names: ReadonlyMap<string, string>;
}

/** Finds a place for every label and name, as far as there is room. */
export function planTexts(
  fit: TextFit,
  { scene, geometry, view, theme, strip }: AboveInput,
  visible: readonly SceneNode[],
  obstacles: readonly Box[],
): PlannedTexts {
  const names = new Map<string, string>();
  const forms = new Map<string, readonly LabelLines[]>();
  const labels = planLabels({
    scene,
    geometry,
    view,
    obstacles,
    ...(strip !== undefined && { strip }),
    // Names that do not fit into their boxes stand beside them, as far as there is room.
    nameless: visible.filter((node) => !holdsName(node, view)),
    measureName: (node) => {
      fit.use(nameFont(theme));
      const text = fit.fit(node.label, NAME_ROOM);
      names.set(node.id, text);
      return { width: Math.ceil(fit.width(text)) + 12, height: 18 };
    },
    measureEdge: (edge) => {
      fit.use(labelFont(theme));
      const lines = labelForms(edge, fit);
      forms.set(edge.id, lines);
      return lines.map((one) => one.size);
    },
  });
  return { ...labels, forms, names };
}

/** What was planned, and of what. */
export interface Planned {
  readonly input: AboveInput;
  readonly labels: PlannedTexts;
}

/**
 * The same places for another moment of the same picture: numbers go on, labels stay. What has no numbers now, or stands elsewhere, has no
 * label, and what had none gets none; a label that says more than it did has the middle it had.
 */
export function carryTexts(fit: TextFit, { scene, geometry, theme }: AboveInput, { input, labels: before }: Planned): PlannedTexts {
  const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
  const forms = new Map<string, readonly LabelLines[]>();
  fit.use(labelFont(theme));
  const stays = ({ id }: PlacedLabel): boolean => sameCourseIn(input.geometry, geometry, id);
  const carried = (label: PlacedLabel): readonly PlacedLabel[] => {
    if (!stays(label)) return [];
    if (before.names.has(label.id)) return [label];
    const edge = edges.get(label.id);
    if (edge === undefined || edge.labels.length === 0) return [];
    const lines = labelForms(edge, fit);
    forms.set(edge.id, lines);
    const form = Math.min(label.form, lines.length - 1);
    const size = lines[form]?.size;
    return size === undefined ? [] : [{ ...label, form, box: around(label.box, size) }];
  };
  return {
    ...before,
    placed: before.placed.flatMap(carried),
    marks: before.marks.filter((mark) => stays(mark) && edges.get(mark.id)?.rank !== undefined),
    forms,
  };
}

const around = ({ x, y, width, height }: Box, size: { readonly width: number; readonly height: number }): Box => ({
  x: x + (width - size.width) / 2,
  y: y + (height - size.height) / 2,
  width: size.width,
  height: size.height,
});
