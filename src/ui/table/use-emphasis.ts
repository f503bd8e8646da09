import { useMemo } from 'react';
import { useApp } from '../use-app';
import { type RowEmphasis, rowEmphasis } from './row-emphasis';

/** What find, hide and focus do to rows, as on the map; undefined before the first picture. */
export function useRowEmphasis(): RowEmphasis | undefined {
  const mesh = useApp((state) => state.picture?.mesh);
  const whole = useApp((state) => state.whole?.mesh);
  const { find, dimmed, removed } = useApp((state) => state.matches);
  const found = find?.ok === true ? find.part : undefined;
  return useMemo(
    () => (mesh === undefined ? undefined : rowEmphasis(mesh, whole, { found, dimmed, removed })),
    [mesh, whole, found, dimmed, removed],
  );
}
