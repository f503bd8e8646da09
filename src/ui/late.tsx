/** Parts of the page that nobody sees at first: they are fetched when the map stands, or when somebody is faster. */
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react';
import { onDemand } from './controls/on-demand';
import { useApp } from './use-app';

const waiting: (() => Promise<unknown>)[] = [];

export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, instead?: ReactNode): ComponentType<Props> {
  const { Part, bring } = onDemand(load, instead);
  waiting.push(bring);
  return Part;
}

/** True from the first time on: what was opened once stays mounted, so that it can give back the focus and keeps its state. */
export function useOnce(wanted: boolean): boolean {
  const ever = useRef(false);
  ever.current ||= wanted;
  return ever.current;
}

/** Fetches all late parts once the first picture is complete and the browser has nothing better to do. */
export function useLateParts(): void {
  const ready = useApp((state) => state.picture?.stage === 'complete' || state.status.phase === 'failed');
  useEffect(() => {
    if (!ready) return;
    const start = () => {
      for (const bring of waiting.splice(0)) void bring().catch(() => {});
    };
    if ('requestIdleCallback' in globalThis) requestIdleCallback(start);
    else setTimeout(start, 0);
  }, [ready]);
}
