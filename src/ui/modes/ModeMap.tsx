import { type ReactNode, use } from 'react';
import { MeshCanvas } from '../canvas/MeshCanvas';
import { AppContext, MapAppContext } from '../use-app';
import { useTheme } from '../use-theme';

const nothing = () => {};

/** The map where there is no panel beside it. */
export function ModeMap(): ReactNode {
  const mapApp = use(MapAppContext);
  const theme = useTheme();
  return (
    <AppContext value={mapApp}>
      <MeshCanvas theme={theme} onSelected={nothing} onEnter={nothing} />
    </AppContext>
  );
}
