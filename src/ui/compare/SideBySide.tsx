import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ComparedScenes } from '../../app/compared-scenes';
import { many } from '../../lib/many';
import { momentText } from '../../lib/range-text';
import { sceneBounds } from '../../paint/scene-geometry';
import { letterByLetter } from '../../picture/letter-by-letter';
import { paintStill } from '../../picture/paint-still';
import type { Scene } from '../../scene/scene';
import { Button } from '../controls/Button';
import { offsetOf } from '../text/range-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { useTheme } from '../use-theme';
import { useBothMoments } from './use-compared';
import { NOT_DRAWN, useComparedScenes } from './use-compared-scenes';

/** A and B as two stills in one layout and at one scale: beside each other, or one below the other where there is no room. */
export function SideBySide(): ReactNode {
  const difference = useBothMoments();
  return difference === undefined ? <NothingCompared /> : <Stills />;
}

function NothingCompared(): ReactNode {
  const app = useAppHandle();
  const actions = useActions();
  const choose = () => {
    actions.setDetails(undefined);
    app.face?.openCompare();
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <p>No second moment is known yet: choose what the moment shown is compared with.</p>
      <Button look="primary" onClick={choose}>
        Choose a moment
      </Button>
    </div>
  );
}

function Stills(): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const scenes = useComparedScenes(true);
  const offset = offsetOf(zone);
  if (scenes.phase !== 'here') return <p role="status">{scenes.phase === 'asking' ? 'Both moments are being drawn…' : NOT_DRAWN}</p>;
  const { difference } = scenes;
  const both = [
    { letter: 'A', name: 'before', scene: scenes.before, atSeconds: difference.before.atSeconds },
    { letter: 'B', name: 'after', scene: scenes.after, atSeconds: difference.after.atSeconds },
  ] as const;
  return (
    <div className="grid h-full min-h-0 gap-3 lg:grid-cols-2">
      {both.map(({ letter, name, scene, atSeconds }) => (
        <figure key={letter} className="flex min-h-80 min-w-0 flex-col gap-1" data-still={name}>
          <figcaption className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <span className="font-bold">{letter}</span>
            <span>{momentText(atSeconds, offset)}</span>
            <span className="text-muted text-xs">{wordsOf(scene)}</span>
          </figcaption>
          <Canvas scene={scene} both={scenes} label={`The mesh at ${letter}, ${momentText(atSeconds, offset)}: ${wordsOf(scene)}`} />
        </figure>
      ))}
    </div>
  );
}

const present = <T extends { readonly ghost?: true }>(things: readonly T[]): readonly T[] => things.filter(({ ghost }) => ghost !== true);

function wordsOf({ nodes, edges }: Scene): string {
  const failing = present(edges).filter(({ tone }) => tone === 'fail').length;
  const degraded = present(edges).filter(({ tone }) => tone === 'warn').length;
  return `${many(present(nodes).length, 'node')}, ${many(present(edges).length, 'edge')}, ${failing} failing, ${degraded} degraded`;
}

const AROUND = 28;
const MOST_ZOOM = 1.15;
const MOST_PIXEL_RATIO = 2;

interface CanvasProps {
  readonly scene: Scene;
  /** What both have to show at one scale. */
  readonly both: ComparedScenes;
  readonly label: string;
}

function Canvas({ scene, both, label }: CanvasProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const size = useSize(frame);
  const bounds = useMemo(
    () =>
      sceneBounds({
        ...both.before,
        groups: [...both.before.groups, ...both.after.groups],
        nodes: [...both.before.nodes, ...both.after.nodes],
      }),
    [both],
  );
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined || size === undefined || bounds === undefined) return;
    const ratio = Math.min(globalThis.devicePixelRatio || 1, MOST_PIXEL_RATIO);
    context.canvas.width = Math.round(size.width * ratio);
    context.canvas.height = Math.round(size.height * ratio);
    const zoom = Math.min(MOST_ZOOM, (size.width - 2 * AROUND) / bounds.width, (size.height - 2 * AROUND) / bounds.height);
    if (!(zoom > 0)) return;
    const panX = size.width / 2 - (bounds.x + bounds.width / 2) * zoom;
    const panY = size.height / 2 - (bounds.y + bounds.height / 2) * zoom;
    letterByLetter(context);
    paintStill(context, { scenes: [{ scene }], area: { zoom, panX, panY, ...size }, theme }, ratio);
  }, [scene, bounds, size, theme]);
  return (
    <div ref={frame} className="relative min-h-72 flex-1 overflow-hidden rounded-lg border border-line bg-canvas">
      <canvas ref={canvas} role="img" aria-label={label} className="absolute inset-0 size-full normal-nums" />
    </div>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** In whole CSS pixels; undefined until it is known. */
function useSize(of: RefObject<HTMLElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>();
  useEffect(() => {
    const element = of.current;
    if (element === null) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [of]);
  return size;
}
