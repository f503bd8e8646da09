import { useEffect, useMemo, useState } from 'react';
import { focusWords } from '../../app/focus-words';
import { frameOfState } from '../../app/frame-of-state';
import { linkTo } from '../../app/url-codec/url-codec';
import { momentText } from '../../lib/range-text';
import type { View } from '../../paint/view';
import { captionOf } from '../../picture/frame';
import type { FrameNote, Still, StillScene, StillTheme } from '../../picture/still';
import type { Scene } from '../../scene/scene';
import { useComparedScenes } from '../compare/use-compared-scenes';
import { thingName } from '../find/thing-name';
import { MAP_ID } from '../landmarks';
import { useNotes } from '../notes/use-notes';
import { offsetOf } from '../text/range-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { useMesh } from '../use-mesh';

export interface StillOptions {
  readonly area: 'all' | 'viewport';
  readonly theme: StillTheme;
  /** "" = a plain one. */
  readonly title: string;
  /** The words around the map. */
  readonly framed: boolean;
  readonly notes: boolean;
  /** Before and after side by side, where two moments are compared. */
  readonly sideBySide: boolean;
  /** Of the picture's data, where it was asked for before; else it comes a moment after the still. */
  readonly dataHash?: string | undefined;
}

/** Address of what is shown, as a colleague would open it: the link and nothing else. */
export function useLink(): string {
  const view = useApp((state) => state.view);
  return useMemo(() => {
    const { origin, pathname, protocol } = window.location;
    const { search } = linkTo(view);
    // A file on disk is nobody else's address.
    return protocol === 'file:' ? '' : `${origin}${pathname}${search === '' ? '' : `?${search}`}`;
  }, [view]);
}

/** Notes as the frame lists them: what each is about, and when. */
export function useFrameNotes(): readonly FrameNote[] {
  const listed = useNotes();
  const zone = useApp((state) => state.preferences.timeZone);
  return useMemo(() => {
    const offset = offsetOf(zone);
    return listed.map(({ number, text, about, note: { atSeconds } }) => ({
      number,
      text,
      about: `${about === 'the whole mesh' ? 'The whole mesh' : about}, ${momentText(atSeconds, offset)}`,
    }));
  }, [listed, zone]);
}

/** Asked once for each picture while somebody wants to take it out. */
export function useDataHash(wanted = true): string | undefined {
  const picture = useApp((state) => state.picture);
  const actions = useActions();
  const [hashed, setHashed] = useState<{ readonly picture: typeof picture; readonly hash: string | undefined }>();
  useEffect(() => {
    let awaited = wanted && picture !== undefined;
    if (awaited)
      void actions.dataHash().then((hash) => {
        if (awaited) setHashed({ picture, hash });
      });
    return () => {
      awaited = false;
    };
  }, [picture, wanted, actions]);
  // Of another picture it would be wrong.
  return hashed?.picture === picture ? hashed?.hash : undefined;
}

/** The frame of what is on screen; undefined before the first picture. */
export function useFrame({
  title,
  notes,
  sideBySide: apart,
  dataHash: known,
  scenes,
}: Pick<StillOptions, 'title' | 'notes' | 'sideBySide' | 'dataHash'> & { readonly scenes: readonly Scene[] }) {
  const app = useAppHandle();
  const index = useMesh();
  const frameNotes = useFrameNotes();
  const asked = useDataHash(known === undefined);
  const dataHash = known ?? asked;
  const zone = useApp((state) => state.preferences.timeZone);
  const focus = useApp((state) => state.view.focus);
  // Everything else that the frame says comes with these.
  const picture = useApp((state) => state.picture);
  const view = useApp((state) => state.view);
  return useMemo(
    () =>
      frameOfState(
        { ...app.getState(), picture, view },
        {
          title,
          scenes,
          apart,
          offset: offsetOf(zone),
          focus: focus === undefined ? undefined : focusWords(focus, (id) => thingName(id, index)),
          notes: notes ? frameNotes : [],
          dataHash,
        },
      ),
    [app, picture, view, title, scenes, apart, zone, focus, index, notes, frameNotes, dataHash],
  );
}

/** What the map shows of the scene now; undefined while it is not mounted. */
function useMapView(wanted: boolean): View | undefined {
  const app = useAppHandle();
  return useMemo(() => {
    const corner = wanted ? app.canvas?.viewport() : undefined;
    const map = document.getElementById(MAP_ID);
    if (corner === undefined || map === null) return undefined;
    const { x, y, zoom } = corner;
    return { zoom, panX: -x * zoom, panY: -y * zoom, width: map.clientWidth, height: map.clientHeight };
  }, [app, wanted]);
}

/** `still` is undefined while there is nothing to draw, or both moments are on their way, or `failed`. */
export function useStill(options: StillOptions): { readonly still: Still | undefined; readonly failed: boolean } {
  const { area, theme, framed, notes, sideBySide, dataHash } = options;
  const scene = useApp((state) => state.scene);
  const zone = useApp((state) => state.preferences.timeZone);
  const both = useComparedScenes(sideBySide);
  const mapView = useMapView(area === 'viewport');
  const link = useLink();
  const scenes = useMemo(() => {
    if (scene === undefined) return undefined;
    const written = (one: Scene): Scene => (notes ? one : withoutNotes(one));
    if (!sideBySide) return [{ scene: written(scene) }] as const;
    if (both.phase !== 'here') return undefined;
    const { difference } = both;
    const offset = offsetOf(zone);
    return [
      { scene: written(both.before), caption: captionOf('A before', difference.before.atSeconds, offset) },
      { scene: written(both.after), caption: captionOf('B after', difference.after.atSeconds, offset) },
    ] as const;
  }, [scene, notes, sideBySide, both, zone]);
  const drawn = useMemo(() => (scenes ?? []).map((one: StillScene) => one.scene), [scenes]);
  const frame = useFrame({ title: options.title, notes, sideBySide, dataHash, scenes: drawn });
  const still = useMemo((): Still | undefined => {
    if (scenes === undefined || frame === undefined) return undefined;
    return {
      scenes,
      area: area === 'viewport' && mapView !== undefined ? mapView : 'all',
      theme,
      ...(framed && { frame }),
      ...(link !== '' && { link }),
    };
  }, [scenes, frame, area, mapView, theme, framed, link]);
  return { still, failed: sideBySide && both.phase === 'failed' };
}

function withoutNotes({ notes: _, notesElsewhere: __, ...scene }: Scene): Scene {
  return scene;
}
