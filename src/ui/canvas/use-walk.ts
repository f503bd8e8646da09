import { type FocusEvent, type KeyboardEvent, useMemo, useRef } from 'react';
import type { Scene } from '../../scene/scene';
import { findSelected, type MeshIndex } from '../mesh-index';
import { useSpeaker } from '../status/use-speaker';
import { describeSelected } from '../text/sentences';
import { useAppHandle } from '../use-app';
import { useMesh } from '../use-mesh';
import { useTelling } from '../use-telling';
import { orientation, type Stand, type Step, type WalkMap, walk, walkMap } from './walk';

const STEPS: Readonly<Record<string, Step>> = {
  ArrowRight: 'right',
  ArrowLeft: 'left',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

interface WalkParts {
  readonly scene: Scene | undefined;
  /** Something was selected by Enter. */
  readonly onEnter: () => void;
}

/** Keys of the map while it has the focus: arrows walk, Enter selects, Space opens or closes the group, + and - zoom. */
export function useWalk({ scene, onEnter }: WalkParts) {
  const app = useAppHandle();
  const speaker = useSpeaker();
  const mesh = useMesh();
  const names = useTelling();
  const stand = useRef<Stand | undefined>(undefined);
  // Sorting thousands of nodes waits for the first key.
  const map = useMemo(() => lazily(() => scene && walkMap(scene, (id) => groupOf(mesh, id))), [scene, mesh]);

  const here = (): Stand | undefined => {
    const at = stand.current;
    const drawn = (id: string) => scene?.nodes.some((node) => node.id === id) === true || map()?.edges.has(id) === true;
    if (at !== undefined && drawn(at.id)) return at;
    const { selected } = app.getState().view;
    return selected !== undefined && drawn(selected) ? { id: selected } : undefined;
  };
  const say = (at: Stand, on: WalkMap) => {
    const found = mesh === undefined ? undefined : findSelected(mesh, at.id);
    if (found === undefined || names === undefined) return;
    speaker.say(`${describeSelected(found, names, app.getState().picture?.openGroups ?? [])}. ${orientation(on, at)}`);
  };
  const go = (step: Step) => {
    const on = map();
    const next = on && walk(on, here(), step);
    if (on === undefined || next === undefined) return;
    stand.current = next;
    app.canvas?.mark(next.id);
    app.canvas?.reveal(next.id);
    say(next, on);
  };
  const select = () => {
    const at = here();
    if (at === undefined) return;
    app.actions.select(at.id);
    onEnter();
  };
  const toggle = () => {
    const group = groupOf(mesh, here()?.id ?? '');
    if (group !== undefined) app.actions.toggleGroup(group);
  };
  const others: ReadonlyMap<string, () => void> = new Map([
    ['Enter', select],
    [' ', toggle],
    ['+', () => app.canvas?.zoomBy(1.25)],
    ['=', () => app.canvas?.zoomBy(1.25)],
    ['-', () => app.canvas?.zoomBy(0.8)],
  ]);

  return {
    onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = STEPS[event.key];
      const action = step === undefined ? others.get(event.key) : () => go(step);
      if (action === undefined) return;
      event.preventDefault();
      action();
    },
    onFocus(event: FocusEvent) {
      const { selected } = app.getState().view;
      if (selected !== undefined && selected !== stand.current?.id) stand.current = undefined;
      // A click focuses the map too; there the pointer shows where one is.
      if (event.currentTarget.matches(':focus-visible')) app.canvas?.mark(here()?.id);
    },
    onBlur: () => app.canvas?.mark(undefined),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function groupOf(mesh: MeshIndex | undefined, id: string): string | undefined {
  const found = mesh === undefined ? undefined : findSelected(mesh, id);
  return found?.kind === 'node' ? found.node.group : undefined;
}
