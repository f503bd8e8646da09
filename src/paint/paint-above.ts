/** What is painted above shapes and lines: titles, marks, streams, insides of nodes, labels and names. On the page that is the overlay. */
import type { SceneNode } from '../scene/scene';
import { nodeObstacles } from './label-requests';
import { signBoxes } from './node-signs';
import { paintEdgeMarks } from './paint-edges';
import { paintFoundEdges, paintFoundNodes } from './paint-found';
import { labelFont, nameFont, paintEdgeLabel, paintLeader, paintName, paintNumber } from './paint-labels';
import { type Brush, paintNodes, paintTies } from './paint-nodes';
import { paintNotes } from './paint-notes';
import { paintStreams } from './paint-streams';
import { paintTitles, placeTitles, type Title } from './paint-titles';
import type { Pen } from './pen';
import type { Box } from './place-labels';
import { noteBoxes, type PlacedNote, planNotes } from './plan-notes';
import { type AboveInput, carryTexts, type Planned, type PlannedTexts, planTexts } from './plan-texts';
import { type Mark, markBoxes, marksOf, type PlacedBadge, placeBadges } from './target-marks';
import type { TextFit } from './text-fit';
import { isVisible, OVERSCAN, screenBox } from './view';

/** Where everything stands that is painted above the lines. */
export interface AbovePlan {
  readonly input: AboveInput;
  readonly visible: readonly SceneNode[];
  readonly titles: readonly Title[];
  readonly marks: readonly Mark[];
  readonly badges: readonly PlacedBadge[];
  readonly labels: PlannedTexts;
  readonly notes: readonly PlacedNote[];
  /** Boxes that nothing may cover: nodes, titles, labels. */
  readonly inFront: readonly Box[];
}

/** Depends on scene, view and the widths of texts alone; labels stand where they stood in `before`, if there is one. */
export function planAbove(fit: TextFit, input: AboveInput, before?: Planned): AbovePlan {
  const { scene, geometry, view, theme } = input;
  const visible = scene.nodes.filter((node) => isVisible(view, screenBox(view, node), OVERSCAN));
  const boxes = nodeObstacles(visible, view);
  const room = { fit, theme, view };
  const titles = placeTitles(room, scene.groups, boxes);
  const titleBoxes = titles.map(({ box }) => box);
  const marks = marksOf(scene, geometry, view);
  const badges = placeBadges(marks, view);
  const notes = planNotes(fit, input, [...boxes, ...titleBoxes]);
  const noted = noteBoxes(notes);
  const labels =
    before === undefined
      ? planTexts(fit, input, visible, [...boxes, ...signBoxes(room, visible), ...titleBoxes, ...noted, ...markBoxes(marks, badges, view)])
      : carryTexts(fit, input, before);
  const inFront = [...boxes, ...titleBoxes, ...noted, ...labels.placed.map(({ box }) => box), ...labels.marks.map(({ box }) => box)];
  return { input, visible, titles, marks, badges, labels, notes, inFront };
}

/** Text has the same size at every zoom; the pen is scaled to the pixels of the view. */
export function paintAbove(context: Pen, fit: TextFit, { input, visible, titles, marks, badges, labels, notes }: AbovePlan): void {
  const { scene, geometry, view, theme } = input;
  const brush: Brush = { context, fit, theme, view };
  context.lineJoin = 'round';
  paintTitles(brush, titles);
  paintFoundEdges(context, scene, geometry, theme, view);
  paintTies(brush, scene.nodes);
  paintStreams(brush, scene, geometry);
  const labelled = new Set(labels.placed.map((label) => label.id));
  paintEdgeMarks(context, { fit, marks, badges, scene, geometry, view, theme, labelled });
  paintLeaders(context, input, labels);
  paintNodes(brush, visible);
  paintFoundNodes(context, visible, theme, view);
  paintLabels(context, fit, input, labels);
  paintNotes(brush, notes);
}

/** Labels that stand beside their edge keep a line to it. */
function paintLeaders(context: Pen, { scene, theme }: AboveInput, { placed }: PlannedTexts): void {
  const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
  for (const { id, box, foot } of placed) {
    const edge = edges.get(id);
    if (edge !== undefined && foot !== undefined) paintLeader(context, box, foot, theme.tones[edge.tone]);
  }
}

function paintLabels(context: Pen, fit: TextFit, { scene, theme }: AboveInput, { placed, marks, forms, names }: PlannedTexts): void {
  const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  context.textBaseline = 'middle';
  for (const { id, form, box } of placed) {
    const edge = edges.get(id);
    const lines = forms.get(id);
    const node = nodes.get(id);
    const name = names.get(id);
    context.begin?.(id);
    if (node !== undefined && name !== undefined) {
      fit.use(nameFont(theme));
      paintName(context, node, name, box, theme);
    } else if (edge !== undefined && lines !== undefined) {
      fit.use(labelFont(theme));
      const shown = lines.find((one) => one.size.width === box.width && one.size.height === box.height) ?? lines[form];
      if (shown !== undefined) paintEdgeLabel(context, edge, { box, lines: shown }, theme, fit);
    }
    context.end?.();
  }
  fit.use(labelFont(theme));
  for (const { id, box } of marks) {
    const edge = edges.get(id);
    if (edge !== undefined) paintNumber(context, edge, box, theme);
  }
}
