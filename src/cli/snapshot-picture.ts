/** A snapshot → its picture as the page would draw it, and the words around it. The same snapshot gives the same picture on every machine. */
import { utcOffset } from '../lib/range-text';
import { TOOL_VERSION } from '../lib/tool-version';
import { GROUPINGS } from '../mesh/groupings';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { frameOf } from '../picture/frame';
import type { Scale } from '../picture/png-size';
import type { Frame, Still, StillTheme } from '../picture/still';
import { buildScene } from '../scene/build-scene';
import { DEFAULT_LABELS } from '../scene/labels/default-labels';
import { DEFAULT_NODE_LABELS } from '../scene/node-labels';
import type { Scene } from '../scene/scene';
import { dataHash } from '../snapshot/data-hash';
import { inventoryOfRecord } from '../snapshot/recorded-inventory';
import type { Snapshot } from '../snapshot/snapshot';
import { greatestOf } from '../telemetry/span/telemetry-at';
import type { Picture, ShowOptions } from '../worker/messages';
import { createPictureMaker } from '../worker/picture-maker';
import { recordedStanding } from '../worker/snapshot-maker';

/** How pictures are drawn, whatever is in them. */
export interface PictureLook {
  readonly theme: StillTheme;
  /** Of a PNG. */
  readonly scale: Scale;
  /** Of the page that shows the live view; undefined = nothing is linked. */
  readonly page: string | undefined;
}

export interface SnapshotPicture {
  readonly picture: Picture;
  readonly scene: Scene;
  readonly frame: Frame;
  /** Of the live view. */
  readonly link: string | undefined;
}

/** Find, hide and open groups of the view it was saved with belong to the page: here everything is shown. */
export function pictureOfSnapshot(snapshot: Snapshot, { page }: Pick<PictureLook, 'page'>): SnapshotPicture {
  const { moment, span } = snapshot;
  const { telemetry, queries, problems, scrapeIntervalSeconds, latencyAtSeconds } = moment;
  const source = { id: 'snapshot', label: snapshot.source.label, prometheusUrl: 'snapshot:', mock: false };
  const show: ShowOptions = { groupBy: groupByOf(snapshot), opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS };
  const pictures = createPictureMaker();
  pictures.takeOver('', show, recordedStanding(snapshot));
  const { windowSeconds, atSeconds } = telemetry;
  const { namespaces, showIdle } = moment;
  const picture = pictures.make(
    {
      key: '',
      request: { source, scenario: undefined, atSeconds, alignNow: false, showIdle, windowSeconds, namespaces },
      sourceId: source.id,
      taken: {
        telemetry,
        queries,
        problems,
        stage: 'complete',
        answered: true,
        ...(scrapeIntervalSeconds !== undefined && { scrapeIntervalSeconds }),
      },
      latencyAtSeconds,
      together: span === undefined ? undefined : { telemetry: greatestOf(span.span), span: span.span },
    },
    show,
    snapshot.resources && inventoryOfRecord(snapshot.resources),
  );
  const scene = sceneOf(snapshot, picture);
  return {
    picture,
    scene,
    frame: frameAround(snapshot, picture, scene),
    link: page === undefined ? undefined : linkTo(page, snapshot.view),
  };
}

/** What the link says; else as it was chosen by size when it was saved. */
function groupByOf({ view, defaults }: Snapshot): ShowOptions['groupBy'] {
  const asked = new URLSearchParams(view).get('group');
  return GROUPINGS.find((each) => each === asked) ?? defaults?.groupBy;
}

function linkTo(page: string, view: string): string {
  const url = new URL(page);
  url.search = view;
  return url.href;
}

function sceneOf(
  { pins, retro }: Snapshot,
  { mesh, layout, policies, ghosts, atSeconds, windowSeconds, totalsSinceStart }: Picture,
): Scene {
  return buildScene({
    mesh,
    layout,
    policies,
    ghosts,
    view: {
      labels: DEFAULT_LABELS,
      nodeLabels: DEFAULT_NODE_LABELS,
      thresholds: DEFAULT_THRESHOLDS,
      totals: totalsSinceStart,
      pins: new Map(pins.map(({ id, x, y }) => [id, { x, y }])),
      offsetMinutes: 0,
    },
    notes: { notes: retro.notes, moments: [atSeconds], windowSeconds },
  });
}

function frameAround({ source, retro, pseudonyms, moment }: Snapshot, picture: Picture, scene: Scene): Frame {
  return frameOf({
    scenes: [scene],
    title: retro.title,
    endSeconds: picture.atSeconds,
    windowSeconds: picture.windowSeconds,
    offset: utcOffset,
    source: source.label,
    namespaces: moment.namespaces,
    groupBy: picture.mesh.groupBy,
    legend: { labels: DEFAULT_LABELS },
    thresholds: DEFAULT_THRESHOLDS,
    version: TOOL_VERSION,
    dataHash: dataHash(moment.telemetry),
    remarks: remarksOf(picture),
    pseudonyms,
    notes: scene.notes?.map(({ number, text }) => ({ number, text })) ?? [],
  });
}

function remarksOf({ problems, mesh }: Picture): readonly string[] {
  const closed = mesh.nodes.filter(({ members }) => members > 1);
  const inside = closed.reduce((sum, { members }) => sum + members, 0);
  return [
    ...problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    ...(closed.length === 0 ? [] : [`${inside} nodes stand as ${closed.length} closed groups.`]),
  ];
}

export const stillOf = ({ scene, frame, link }: SnapshotPicture, { theme }: Pick<PictureLook, 'theme'>): Still => ({
  scenes: [{ scene }],
  area: 'all',
  theme,
  frame,
  ...(link !== undefined && { link }),
});
