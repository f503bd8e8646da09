import { useDeferredValue, useMemo } from 'react';
import { hasClosed, type InsideClosed, insideClosed } from '../../app/inside-closed';
import { useApp } from '../use-app';
import { useWhole } from '../use-whole';

/** What find finds inside closed groups; the worker is asked for their members only while something is looked for. */
export function useInsideClosed(): InsideClosed | undefined {
  const picture = useApp((state) => state.picture);
  const view = useApp((state) => state.view);
  const wanted = useApp(({ matches, picture: now }) => matches.find?.ok === true && now !== undefined && hasClosed(now));
  const whole = useWhole(wanted);
  const { find, namespaces } = view;
  const asked = useDeferredValue(find);
  return useMemo(
    () => (!wanted || picture === undefined || whole === undefined ? undefined : insideClosed(picture, whole, { find: asked, namespaces })),
    [wanted, picture, whole, asked, namespaces],
  );
}
