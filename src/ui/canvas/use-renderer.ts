import { type RefObject, useEffect, useState } from 'react';
import { share } from '../../lib/share';
import type { Renderer, RendererEvents } from '../../render/renderer';
import { useAppHandle } from '../use-app';

/** The map as components beside the canvas know it. */
export type MapRenderer = Renderer;
export type MapStrip = NonNullable<Parameters<RendererEvents['onStrip']>[0]>;
export type MapNoteSpot = Parameters<RendererEvents['onNotes']>[0][number];
const NO_SPOTS: readonly MapNoteSpot[] = [];

/** Cytoscape is a chunk of its own: the page stands before it has arrived. */
const loadRenderer = async () => (await import('../../render/cytoscape-renderer')).createCytoscapeRenderer;

/** The renderer mounted in an element and lent to commands while it lives; `failed` when its code could not be loaded. */
export function useRenderer(
  container: RefObject<HTMLElement | null>,
  onSelected: () => void,
): {
  readonly renderer: Renderer | undefined;
  readonly failed: boolean;
  readonly strip: MapStrip | undefined;
  readonly spots: readonly MapNoteSpot[];
} {
  const app = useAppHandle();
  const [renderer, setRenderer] = useState<Renderer>();
  const [failed, setFailed] = useState(false);
  const [strip, setStrip] = useState<MapStrip>();
  const [spots, setSpots] = useState(NO_SPOTS);
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    let made: Renderer | undefined;
    let gone = false;
    const events: RendererEvents = {
      onSelect: (id) => {
        app.actions.select(id);
        if (id !== undefined) onSelected();
      },
      onHover: () => {},
      onToggleGroup: app.actions.toggleGroup,
      onViewport: app.actions.setViewport,
      onMove: app.actions.pin,
      onStrip: (next) => setStrip((before) => share(before, next)),
      onNotes: (next) => setSpots((before) => share(before, next)),
    };
    loadRenderer()
      .then((create) => {
        if (gone) return;
        made = create(element, events);
        app.canvas = made;
        setRenderer(made);
      })
      .catch(() => {
        if (!gone) setFailed(true);
      });
    return () => {
      gone = true;
      app.canvas = undefined;
      setRenderer(undefined);
      made?.dispose();
    };
  }, [app, container, onSelected]);
  return { renderer, failed, strip, spots };
}
