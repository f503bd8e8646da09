import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';

/** The code of a part did not arrive: no bug, but a server that is gone or has a newer version by now. */
export class PartNotFetched extends Error {}

export interface OnDemand<Props extends object> {
  readonly Part: ComponentType<Props>;
  /** Fetches it before anybody wants it; what does not arrive is asked for again when it is mounted. */
  readonly bring: () => Promise<unknown>;
}

/** A component that may be mounted before its code is here: until then `instead` stands in its place, afterwards it is there at once. */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>, instead: ReactNode = null): OnDemand<Props> {
  let Here: ComponentType<Props> | undefined;
  const arrive = async () => {
    try {
      Here = await load();
    } catch (error) {
      // React remembers a failure for good: whoever mounts it next asks anew.
      Coming = lazy(arrive);
      throw new PartNotFetched(error instanceof Error ? error.message : String(error), { cause: error });
    }
    return { default: Here };
  };
  let Coming = lazy(arrive);
  return { Part: mounted(() => Here ?? Coming, instead), bring: arrive };
}

/** Whichever was mounted stays: another component would forget its state. */
function mounted<Props extends object>(now: () => ComponentType<Props>, instead: ReactNode): ComponentType<Props> {
  return (props) => {
    const [Mounted] = useState(now);
    return (
      <Suspense fallback={instead}>
        <Mounted {...props} />
      </Suspense>
    );
  };
}
