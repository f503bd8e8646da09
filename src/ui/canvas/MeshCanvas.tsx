import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../controls/Button';
import { MAP_ID } from '../landmarks';
import { late } from '../late';
import { useApp } from '../use-app';
import { MoveMode } from './MoveMode';
import { useDrawing } from './use-drawing';
import { useFlow } from './use-flow';
import { usePrintedMap } from './use-printed-map';
import { useRenderer } from './use-renderer';
import { useWalk } from './use-walk';
import { WorstStrip } from './WorstStrip';

const NoteHandles = late(async () => (await import('../notes/NoteHandles')).NoteHandles);

interface MeshCanvasProps {
  readonly theme: 'light' | 'dark';
  /** Something on the map was clicked. */
  readonly onSelected: () => void;
  /** The same by the Enter key: the panel is wanted next. */
  readonly onEnter: () => void;
  /** The strip of worst edges without room: as it is at first, or none where they stand elsewhere. */
  readonly strip?: 'open' | 'closed' | 'none';
}

/** The map itself. It draws what the scene says and decides nothing. */
export function MeshCanvas({ theme, onSelected, onEnter, strip: wanted = 'open' }: MeshCanvasProps): ReactNode {
  const hintId = useId();
  const container = useRef<HTMLDivElement>(null);
  const { renderer, failed, strip, spots } = useRenderer(container, onSelected);
  const [stripOpen, setStripOpen] = useState(wanted === 'open');
  const scene = useApp((state) => state.scene);
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const stage = useApp((state) => state.picture?.stage);
  const keys = useWalk({ scene, onEnter });

  useEffect(() => renderer?.setTheme(theme), [renderer, theme]);
  useDrawing(renderer, scene);
  const requestsPerDot = useFlow();
  useEffect(() => renderer?.flow(requestsPerDot), [renderer, requestsPerDot]);
  usePrintedMap(container);
  useEffect(() => {
    const element = container.current;
    if (renderer === undefined || scene === undefined || element === null) return;
    element.dataset.drawnNodes = String(scene.nodes.length);
    element.dataset.drawnEdges = String(scene.edges.length);
  }, [renderer, scene]);
  useEffect(() => {
    const element = container.current;
    if (renderer === undefined || atSeconds === undefined || element === null) return;
    element.dataset.pictureAt = String(atSeconds);
    element.dataset.pictureStage = stage;
  }, [renderer, atSeconds, stage]);

  const words =
    scene === undefined
      ? 'nothing drawn yet'
      : `${scene.nodes.length} nodes and ${scene.edges.length} edges, listed in the outline and the panel`;
  return (
    <>
      <div
        ref={container}
        data-testid="mesh-canvas"
        id={MAP_ID}
        role="application"
        aria-roledescription="map"
        aria-label={`Service graph: ${words}`}
        aria-describedby={hintId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive.
        tabIndex={0}
        className="peer absolute inset-0 isolate bg-canvas focus-visible:-outline-offset-2"
        {...keys}
      />
      <p id={hintId} hidden>
        Arrow keys walk: right to what is called, left to who calls, up and down to the next one. Enter opens the panel, Space opens or
        closes the group.
      </p>
      {spots.length === 0 ? null : <NoteHandles spots={spots} />}
      {renderer === undefined ? null : <MoveMode renderer={renderer} />}
      {strip === undefined || wanted === 'none' ? null : (
        <WorstStrip strip={strip} open={stripOpen} onOpenChange={setStripOpen} onSelected={onSelected} />
      )}
      {failed ? (
        <div role="alert" className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-canvas p-6 text-center">
          <p>The code that draws the map could not be loaded. The panel still lists everything.</p>
          <Button onClick={() => window.location.reload()}>Reload the page</Button>
        </div>
      ) : null}
    </>
  );
}
