/** What the face may do with configuration: load it, let go of it, and look into it. */
import type { StoreApi } from 'zustand/vanilla';
import type { AppActions, AppState } from './app-types';
import type { DataPort } from './data-port';

type ConfigurationActions = Pick<AppActions, 'loadBundle' | 'cancelBundle' | 'leaveBundle' | 'policiesOf' | 'resourceText'>;

export function createConfigurationActions(store: StoreApi<AppState>, port: DataPort): ConfigurationActions {
  let reading: AbortController | undefined;
  const read = (files: Parameters<DataPort['bundle']>[0]) => {
    reading?.abort();
    const controller = new AbortController();
    reading = controller;
    const done = () => {
      if (reading === controller) reading = undefined;
    };
    // What came of it arrives as a configuration; being superseded is no failure.
    port.bundle(files, controller.signal).then(done, done);
  };
  return {
    loadBundle: read,
    leaveBundle: () => read([]),
    cancelBundle() {
      reading?.abort();
      reading = undefined;
    },
    policiesOf: (id) => (store.getState().picture?.policies === undefined ? Promise.resolve(undefined) : port.policiesOf(id)),
    resourceText: (ref, paths) => port.resourceText(ref, paths),
  };
}
