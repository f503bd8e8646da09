/** A snapshot → what the page would export of it, with the view it was saved with. The same snapshot gives the same picture on every machine. */
import { focusWords, nameInId } from '../app/focus-words';
import { frameOfView } from '../app/frame-of-view';
import { listedMesh } from '../app/listed-mesh';
import { createMasking, isMasked } from '../app/masking';
import { type Answer, createMatcher, type Matches } from '../app/matches';
import { sceneOf } from '../app/scene-of';
import { showOptions } from '../app/show-options';
import { decodeView } from '../app/url-codec/url-codec';
import type { ViewState } from '../app/view-state';
import { oneLine } from '../lib/one-line';
import { utcOffset } from '../lib/range-text';
import type { Mesh } from '../mesh/model';
import { nodeNames } from '../picture/node-names';
import type { Scale } from '../picture/png-size';
import type { Frame, Still, StillTheme } from '../picture/still';
import type { Scene } from '../scene/scene';
import { DEFAULT_UNITS } from '../scene/traffic-units';
import { dataHash } from '../snapshot/data-hash';
import { inventoryOfRecord } from '../snapshot/recorded-inventory';
import type { Snapshot } from '../snapshot/snapshot';
import { greatestOf } from '../telemetry/span/telemetry-at';
import type { Picture, ShowOptions } from '../worker/messages';
import { createPictureMaker, type Measured } from '../worker/picture-maker';
import { recordedStanding } from '../worker/snapshot-maker';
import { answerOf } from '../worker/snapshot-source';

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
  /** As the page's table lists it: without what hide and focus remove. */
  readonly mesh: Mesh;
  readonly scene: Scene;
  readonly frame: Frame;
  /** Of the live view. */
  readonly link: string | undefined;
}

/** Find, hide, focus, open groups, thresholds and the compared moment are those of the view it was saved with. Times are in UTC. */
export function pictureOfSnapshot(snapshot: Snapshot, { page }: Pick<PictureLook, 'page'>): SnapshotPicture {
  const view = viewOf(snapshot);
  const made = pictureIn(snapshot, view);
  // What is hidden and looked for is written with real names.
  const matches = createMatcher()(made, view);
  const { picture, mask } = createMasking()(made, view);
  const preferences = { units: DEFAULT_UNITS, timeZone: 'utc' } as const;
  const scene = sceneOf({ picture, view, matches, preferences, retro: snapshot.retro, told: undefined, mask });
  const frame = frameOfView(
    {
      picture,
      view,
      mask,
      source: snapshot.source.label,
      remarks: remarksOf(matches),
      pseudonyms: snapshot.pseudonyms || isMasked(view),
    },
    {
      title: snapshot.retro.title,
      scenes: [scene],
      apart: false,
      offset: utcOffset,
      focus: view.focus && focusWords(view.focus, namesIn(picture.mesh)),
      notes: scene.notes?.map(({ number, text }) => ({ number, text })) ?? [],
      dataHash: dataHash(snapshot.moment.telemetry),
    },
  );
  const mesh = listedMesh({ picture, matches, view }) ?? picture.mesh;
  return { picture, mesh, scene, frame, link: page === undefined ? undefined : linkTo(page, snapshot.view) };
}

/** Scope and window are those of the data, places those of the file. */
function viewOf({ view, moment, pins }: Snapshot): ViewState {
  const { windowSeconds } = moment.telemetry;
  return {
    ...decodeView(view).view,
    windowSeconds,
    namespaces: moment.namespaces,
    pins: new Map(pins.map(({ id, x, y }) => [id, { x, y }])),
  };
}

function pictureIn(snapshot: Snapshot, view: ViewState): Picture {
  const { moment, span, before, defaults, resources, resourcesBefore } = snapshot;
  const source = { id: 'snapshot', label: snapshot.source.label, prometheusUrl: 'snapshot:', mock: false };
  const { atSeconds, windowSeconds } = moment.telemetry;
  const { namespaces, showIdle } = moment;
  // Else grouped as it was chosen by size when it was saved.
  const show: ShowOptions = { ...showOptions(view), groupBy: view.groupBy ?? defaults?.groupBy };
  const pictures = createPictureMaker();
  pictures.takeOver('', show, recordedStanding(snapshot));
  const inventoryBefore = resourcesBefore && inventoryOfRecord(resourcesBefore);
  const measured: Measured = {
    key: '',
    request: { source, scenario: undefined, atSeconds, alignNow: false, showIdle, windowSeconds, namespaces },
    sourceId: source.id,
    ...answerOf(moment),
    together: span === undefined ? undefined : { telemetry: greatestOf(span.span), span: span.span },
    before:
      view.compare === undefined || before === undefined
        ? undefined
        : { taken: answerOf(before).taken, wanted: true, inventory: inventoryBefore },
  };
  return pictures.make(measured, show, resources && inventoryOfRecord(resources));
}

/** What the page says beside the expression. */
function remarksOf({ find, hide }: Matches): readonly string[] {
  const trouble = (name: string, answer: Answer | undefined): readonly string[] => {
    if (answer === undefined) return [];
    if (!answer.ok) return [`${name} was not applied: ${oneLine(answer.error.message)}`];
    return answer.unjudged.length === 0 ? [] : [`${name} cannot tell without configuration: ${answer.unjudged.join(', ')}.`];
  };
  return [...trouble('Find', find), ...trouble('Hide', hide)];
}

function namesIn(mesh: Mesh): (id: string) => string {
  const names = new Map<string, string>(nodeNames(mesh));
  for (const { id, source, target } of mesh.edges) names.set(id, `${names.get(source) ?? ''} → ${names.get(target) ?? ''}`);
  for (const { id, name } of mesh.groups) if (!names.has(id)) names.set(id, name);
  return (id) => names.get(id) ?? nameInId(id);
}

function linkTo(page: string, view: string): string {
  const url = new URL(page);
  url.search = view;
  return url.href;
}

export const stillOf = ({ scene, frame, link }: SnapshotPicture, { theme }: Pick<PictureLook, 'theme'>): Still => ({
  scenes: [{ scene }],
  area: 'all',
  theme,
  frame,
  ...(link !== undefined && { link }),
});
