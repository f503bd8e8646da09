/** The draft of this tab: it outlives closing the view and a reload, and ends with the tab. Never in the link, because a draft may hold what nobody else may read. */

export interface KeptDraft {
  readonly text: string;
  /** What the view was opened on when the draft came to be; undefined = nothing. */
  readonly of?: string;
}

const KEY = 'seamark.what-if';
/** Longer ones live as long as the view. */
const MOST_CHARACTERS = 1_000_000;
const NOTHING: KeptDraft = { text: '' };

/** The part of the browser's Storage that is used. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A draft with a Secret in it is kept nowhere. */
export const isKept = (text: string): boolean => text.length <= MOST_CHARACTERS && !/^\s*["']?kind["']?\s*:\s*["']?Secret\b/m.test(text);

/** What was kept; nothing where storage is refused or holds something else. */
export function readDraft(storage: DraftStorage): KeptDraft {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('text' in kept) || typeof kept.text !== 'string') return NOTHING;
    return { text: kept.text, ...('of' in kept && typeof kept.of === 'string' ? { of: kept.of } : {}) };
  } catch {
    return NOTHING;
  }
}

export function keepDraft(storage: DraftStorage, draft: KeptDraft): void {
  try {
    if (isKept(draft.text)) storage.setItem(KEY, JSON.stringify(draft));
    else storage.removeItem(KEY);
  } catch {
    // A browser without storage, or with a full one: the draft lives as long as the view.
  }
}
