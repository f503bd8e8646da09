import type { ViewAddress } from './create-app';

/** The view in the browser's location bar and history. */
export function browserAddress(window: Window): ViewAddress {
  return {
    read: () => window.location.search,
    write(search, step) {
      const url = `${window.location.pathname}${search === '' ? '' : `?${search}`}${window.location.hash}`;
      if (url === `${window.location.pathname}${window.location.search}${window.location.hash}`) return;
      if (step) window.history.pushState(null, '', url);
      else window.history.replaceState(null, '', url);
    },
    onChange(listener) {
      window.addEventListener('popstate', listener);
      return () => window.removeEventListener('popstate', listener);
    },
  };
}
