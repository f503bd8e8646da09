/** The one way components reach the running app: a slice to read, actions to call. */
import { createContext, use, useSyncExternalStore } from 'react';
import type { App, AppActions, AppState } from '../app/app-types';

export const AppContext = createContext<App | undefined>(undefined);

/** The app without any waiting for the map: for the map. */
export const MapAppContext = createContext<App | undefined>(undefined);

export function useAppHandle(): App {
  const app = use(AppContext);
  if (app === undefined) throw new Error('A component stands outside the app context.');
  return app;
}

/** Re-renders only when the slice changed by identity, so `select` must not build new objects. */
export function useApp<T>(select: (state: AppState) => T): T {
  const { subscribe, getState } = useAppHandle();
  const read = () => select(getState());
  return useSyncExternalStore(subscribe, read, read);
}

export function useActions(): AppActions {
  return useAppHandle().actions;
}
