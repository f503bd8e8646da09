import { type ReactNode, use } from 'react';
import { MeshCanvas } from '../canvas/MeshCanvas';
import { AppContext, MapAppContext } from '../use-app';
import { useTheme } from '../use-theme';

const nothing = () => {};

/** The map where there is no panel beside it; a strip over it would cover what there is no room to look around. */
export function ModeMap({ strip }: { readonly strip: 'closed' | 'none' }): ReactNode {
  const mapApp = use(MapAppContext);
  const theme = useTheme();
  return (
    <AppContext value={mapApp}>
      <MeshCanvas theme={theme} strip={strip} onSelected={nothing} onEnter={nothing} />
    </AppContext>
  );
}
