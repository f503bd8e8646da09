import { useCallback } from 'react';
import { useActions } from '../use-app';
import { bundleFiles, type ChosenFile } from './bundle-files';

/** Hands files to the worker; what comes of it is told by the configuration's status. */
export function useLoadBundle(): (files: readonly ChosenFile[]) => void {
  const actions = useActions();
  return useCallback(
    (files) => {
      if (files.length > 0) void bundleFiles(files).then((read) => actions.loadBundle(read));
    },
    [actions],
  );
}
