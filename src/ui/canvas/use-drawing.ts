import { useEffect, useRef } from 'react';
import type { Viewport } from '../../app/view-state';
import type { Scene } from '../../scene/scene';
import type { Picture } from '../../worker/messages';
import { useApp, useAppHandle } from '../use-app';
import { useMedia } from '../use-media';
import { anotherPicture } from './another-picture';
import type { MapRenderer } from './use-renderer';

/** What was drawn last, and where. */
interface Done {
  readonly renderer?: MapRenderer;
  readonly scene?: Scene;
  readonly picture?: Picture | undefined;
  readonly glide?: number;
  readonly viewport?: Viewport;
}

/** Draws every scene, and shows the part of it that the link names. Only a link, a command or a gesture moves the viewport. */
export function useDrawing(renderer: MapRenderer | undefined, scene: Scene | undefined): void {
  const gliding = useApp((state) => state.gliding);
  const viewport = useApp((state) => state.view.viewport);
  const scrubbing = useApp((state) => state.scrubbing);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const app = useAppHandle();
  const done = useRef<Done>({});

  useEffect(() => renderer?.passing(scrubbing), [renderer, scrubbing]);
  useEffect(() => {
    if (renderer === undefined || scene === undefined) return;
    const before = done.current.renderer === renderer ? done.current : {};
    const { picture } = app.getState();
    done.current = { renderer, scene, picture, glide: gliding?.serial ?? 0, ...(viewport !== undefined && { viewport }) };
    if (gliding !== undefined && gliding.serial !== before.glide && before.scene !== undefined) {
      renderer.draw(scene, { to: gliding.to, animated: !still });
      return;
    }
    if (viewport !== undefined && viewport !== before.viewport && !shows(renderer, viewport)) renderer.show(viewport);
    if (scene === before.scene) return;
    renderer.draw(scene);
    // Of one picture, hide and focus may leave anything out: the viewport stays.
    if (before.scene !== undefined && before.picture !== picture && anotherPicture(before.scene, scene)) renderer.fit();
  }, [app, renderer, scene, gliding, viewport, still]);
}

/** The viewport in the link is rounded: as near as that is the same. */
function shows(renderer: MapRenderer, { x, y, zoom }: Viewport): boolean {
  const now = renderer.viewport();
  return now !== undefined && Math.abs(now.x - x) <= 0.06 && Math.abs(now.y - y) <= 0.06 && Math.abs(now.zoom - zoom) <= 6e-6;
}
