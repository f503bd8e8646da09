/** A picture as a view shows it → the words around its still: for the page and for the command line, which has a view and no page. */
import type { OffsetMinutes } from '../lib/range-text';
import { TOOL_VERSION } from '../lib/tool-version';
import { frameOf } from '../picture/frame';
import type { Frame, FrameNote } from '../picture/still';
import type { Scene } from '../scene/scene';
import type { Picture } from '../worker/messages';
import type { AppState } from './app-types';
import { differenceShown } from './difference-shown';
import { overlayShown } from './draft-shown';
import type { Mask } from './masking';
import type { ViewState } from './view-state';

/** What the page says in its own words, or has to ask for. */
export interface FrameWords {
  /** "" = a plain one is made of the source. */
  readonly title: string;
  /** The scenes that are drawn: one, or before and after. */
  readonly scenes: readonly Scene[];
  /** Two moments beside each other, not what differs between them. */
  readonly apart: boolean;
  readonly offset: OffsetMinutes;
  /** What is looked at. */
  readonly focus: string | undefined;
  readonly notes: readonly FrameNote[];
  readonly dataHash: string | undefined;
}

export interface ShownView {
  readonly picture: Picture;
  readonly view: ViewState;
  /** Over what somebody wrote. */
  readonly mask: Mask;
  /** What the source is called, never its address. */
  readonly source: string;
  /** What is missing or doubtful besides what the picture itself says. */
  readonly remarks: readonly string[];
  readonly pseudonyms: boolean;
  /** Marked on the picture. */
  readonly draft?: AppState['draft'];
}

export function frameOfView({ picture, view, mask, source, remarks, pseudonyms, draft }: ShownView, words: FrameWords): Frame {
  const both = words.apart ? picture.difference : differenceShown({ picture, view });
  return frameOf({
    ...words,
    endSeconds: both === undefined ? picture.atSeconds : both.after.atSeconds,
    windowSeconds: picture.windowSeconds,
    beforeSeconds: both?.before.atSeconds,
    source,
    namespaces: view.namespaces.map(mask),
    groupBy: picture.mesh.groupBy,
    find: mask(view.find),
    hide: mask(view.hide),
    hideMode: view.hideMode,
    legend: { labels: view.labels, overlay: overlayShown({ picture, view, draft: words.apart ? undefined : draft }) },
    thresholds: view.thresholds,
    version: TOOL_VERSION,
    remarks: [...remarksOfPicture(picture, view), ...remarks],
    pseudonyms,
  });
}

function remarksOfPicture(picture: Picture, view: ViewState): readonly string[] {
  const errors = picture.problems.filter(({ severity }) => severity === 'error');
  const closed = picture.mesh.nodes.filter(({ members }) => members > 1);
  const inside = closed.reduce((sum, { members }) => sum + members, 0);
  const folded = view.showFolded ? 0 : picture.mesh.edges.filter(({ foldedInto }) => foldedInto !== undefined).length;
  return [
    ...(picture.totalsSinceStart === true ? ['Numbers are totals since the proxy started, not rates.'] : []),
    ...(picture.stage === 'rates' ? ['Latency had not arrived yet.'] : []),
    ...errors.map(({ message }) => message),
    ...(closed.length === 0 ? [] : [`${inside} nodes stand as ${closed.length} closed groups.`]),
    ...(folded === 0 ? [] : [`${folded} ztunnel legs are folded into a waypoint’s hop.`]),
  ];
}
