import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../controls/Button';
import { useActions, useApp, useAppHandle } from '../use-app';
import type { MapRenderer } from './use-renderer';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** CSS pixels of one key press, and with Shift. */
const STEP = 10;
const LONG_STEP = 50;

/** A node is moved by keys: arrows carry it, Enter puts it down, Esc puts it back. */
export function MoveMode({ renderer }: { readonly renderer: MapRenderer }): ReactNode {
  const moving = useApp((state) => state.moving);
  const label = useApp((state) => state.scene?.nodes.find(({ id }) => id === state.moving)?.label);
  return moving === undefined || label === undefined ? null : <Moving key={moving} id={moving} label={label} renderer={renderer} />;
}

interface MovingProps {
  readonly id: string;
  readonly label: string;
  readonly renderer: MapRenderer;
}

function Moving({ id, label, renderer }: MovingProps): ReactNode {
  const app = useAppHandle();
  const actions = useActions();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const node = app.getState().scene?.nodes.find((one) => one.id === id);
    if (node === undefined) return;
    let [x, y] = [node.x, node.y];
    renderer.carry(id, { x, y });
    section.current?.focus();
    const press = (event: KeyboardEvent) => {
      const arrow = ARROWS[event.key];
      const ends = event.key === 'Escape' || (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement));
      if (arrow === undefined && !ends) return;
      event.preventDefault();
      event.stopPropagation();
      if (arrow !== undefined) {
        const step = (event.shiftKey ? LONG_STEP : STEP) / (renderer.viewport()?.zoom ?? 1);
        [x, y] = [x + arrow[0] * step, y + arrow[1] * step];
        renderer.carry(id, { x, y });
        return;
      }
      renderer.letGo(event.key === 'Enter');
      actions.startMoving(undefined);
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      renderer.letGo(false);
    };
  }, [app, actions, id, renderer]);

  const end = (keep: boolean) => {
    renderer.letGo(keep);
    actions.startMoving(undefined);
  };
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label={`Moving ${label}`}
      className="absolute bottom-3 left-1/2 z-10 flex w-max max-w-[calc(100%-1.5rem)] -translate-x-1/2 flex-wrap items-center gap-2 rounded-lg border border-accent bg-surface px-3 py-2 shadow-float outline-none"
    >
      <p role="status" className="min-w-0 break-words">
        Moving {label}: arrows move it (Shift: further), Enter puts it down, Esc puts it back.
      </p>
      <Button look="primary" onClick={() => end(true)}>
        Put down
      </Button>
      <Button onClick={() => end(false)}>Put back</Button>
    </section>
  );
}
