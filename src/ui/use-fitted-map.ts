import { useEffect } from 'react';
import { afterNextFrame } from './after-next-frame';
import { useAppHandle } from './use-app';

/** Where all of the mesh was shown, all of it is shown in the room that this part of the page leaves, and in what it gives back. */
export function useFittedMap(): void {
  const app = useAppHandle();
  useEffect(() => {
    const fitAll = () => {
      if (app.getState().view.viewport === undefined) afterNextFrame(() => app.canvas?.fit());
    };
    fitAll();
    return fitAll;
  }, [app]);
}
