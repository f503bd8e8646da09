/** Where saved views are kept between visits; a browser that refuses storage forgets them with the page. */
import type { PreferenceStorage } from './preferences';
import { readViews, type SavedView, writeViews } from './saved-views';

const KEY = 'seamark.views';

export function loadViews(storage: PreferenceStorage | undefined): readonly SavedView[] {
  try {
    const views = readViews(storage?.getItem(KEY) ?? '');
    return views.ok ? views.value : [];
  } catch {
    return [];
  }
}

export function keepViews(storage: PreferenceStorage | undefined, views: readonly SavedView[]): void {
  try {
    storage?.setItem(KEY, writeViews(views));
  } catch {
    // Private windows and full disks refuse; the views then last for this page only.
  }
}
