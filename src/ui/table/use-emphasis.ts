import { useMemo } from 'react';
import { useApp } from '../use-app';
import { type RowEmphasis, rowEmphasis } from './row-emphasis';
import { useUnion } from './use-union';

/** What find, hide and focus do to rows, as on the map; undefined before the first picture. */
export function useRowEmphasis(): RowEmphasis | undefined {
  const mesh = useApp((state) => state.picture?.mesh);
  const everything = useApp((state) => state.whole);
  const whole = useUnion(everything?.mesh, everything?.difference);
  const { find, dimmed, removed } = useApp((state) => state.matches);
  const found = find?.ok === true ? find.part : undefined;
  return useMemo(
    () => (mesh === undefined ? undefined : rowEmphasis(mesh, whole, { found, dimmed, removed })),
    [mesh, whole, found, dimmed, removed],
  );
}
