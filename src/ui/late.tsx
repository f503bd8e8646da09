/** Parts of the page that nobody sees at first: they are fetched when the map stands, or when somebody is faster. */
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useApp } from './use-app';

const waiting: (() => Promise<unknown>)[] = [];

/** The component as one that may be mounted before its code is here; until then `instead` stands in its place, and afterwards it is there at once. */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, instead: ReactNode = null): ComponentType<Props> {
  let Here: ComponentType<Props> | undefined;
  const arrive = async () => {
    Here = await load();
    return { default: Here };
  };
  waiting.push(arrive);
  const Coming = lazy(arrive);
  return (props) => {
    // Whichever was mounted stays: another component would forget its state.
    const [Part] = useState(() => Here ?? Coming);
    return (
      <Suspense fallback={instead}>
        <Part {...props} />
      </Suspense>
    );
  };
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
      // A part that does not arrive is asked for again when it is opened, and says so there.
      for (const load of waiting.splice(0)) void load().catch(() => {});
    };
    if ('requestIdleCallback' in globalThis) requestIdleCallback(start);
    else setTimeout(start, 0);
  }, [ready]);
}
