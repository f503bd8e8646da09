import { useLayoutEffect } from 'react';
import { useApp } from './use-app';
import { useMedia } from './use-media';

/** The theme in force, also written on the document, as is the density, so that the tokens follow. */
export function useTheme(): 'light' | 'dark' {
  const preferred = useApp((state) => state.preferences.theme);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const system = systemDark ? 'dark' : 'light';
  const printing = useMedia('print');
  const chosen = preferred === 'system' ? system : preferred;
  // Paper is white.
  const theme = printing ? 'light' : chosen;
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const density = useApp((state) => state.preferences.density);
  useLayoutEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return theme;
}
