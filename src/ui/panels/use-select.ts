import { useAppHandle } from '../use-app';
import { focusPanelTitle } from './panel-title';

/** Selects something named in a panel and brings it into view on the map. */
export function useSelect(): (id: string) => void {
  const app = useAppHandle();
  return (id) => {
    app.actions.select(id);
    app.canvas?.reveal(id);
    focusPanelTitle();
  };
}
