/** Where notes and marks are kept between visits: by source and world, for another mesh has other things to write about. */
import { EMPTY_RETRO, type Retro } from '../mesh/note';
import { worldOf } from '../worker/scenario-step';
import type { AppState } from './app-types';
import type { PreferenceStorage } from './preferences';
import { MOST_MARKS, MOST_NOTES, readRetro, writeRetro } from './retro-format';
import { shownScenario } from './shown-scenario';
import { sourceOf } from './source-of';

const PREFIX = 'seamark.retro.';

/** What the notes of this state belong to; `kept` = they outlast the page. Those of an opened file stay in it until it is saved. */
export function retroPlaceOf(state: Pick<AppState, 'sources' | 'view' | 'scenarios' | 'snapshot' | 'exposition'>): {
  readonly key: string;
  readonly kept: boolean;
} {
  if (state.snapshot !== undefined) return { key: `snapshot ${state.snapshot.savedAtSeconds}`, kept: false };
  if (state.exposition !== undefined) return { key: `exposition ${state.exposition.names.join(' ')}`, kept: false };
  const source = sourceOf(state);
  const world = source.mock ? worldOf(shownScenario(state) ?? '') : '';
  return { key: `${PREFIX}${source.id}${world === '' ? '' : `/${world}`}`, kept: true };
}

export type Kept = 'kept' | 'refused';

/** Remembers what it read and wrote, so that notes of another tab are not written over. */
export function createRetroStore(storage: PreferenceStorage | undefined): {
  /** `unreadable` = something is there that is no retro of this version; it stays until something is written. */
  readonly load: (key: string) => { readonly retro: Retro; readonly unreadable: boolean };
  /** What stands in the storage afterwards: with what another tab added meanwhile. */
  readonly keep: (key: string, retro: Retro) => { readonly retro: Retro; readonly kept: Kept };
} {
  const known = new Map<string, Retro>();
  const read = (key: string): { readonly retro: Retro; readonly unreadable: boolean } => {
    const text = storage?.getItem(key) ?? undefined;
    const retro = text === undefined ? EMPTY_RETRO : readRetro(text);
    return { retro: retro ?? EMPTY_RETRO, unreadable: retro === undefined };
  };
  return {
    load(key) {
      try {
        const found = read(key);
        known.set(key, found.retro);
        return found;
      } catch {
        return { retro: EMPTY_RETRO, unreadable: false };
      }
    },
    keep(key, retro) {
      if (storage === undefined) return { retro, kept: 'refused' };
      try {
        const merged = withNewcomers(retro, known.get(key) ?? EMPTY_RETRO, read(key).retro);
        storage.setItem(key, writeRetro(merged));
        known.set(key, merged);
        return { retro: merged, kept: 'kept' };
      } catch {
        return { retro, kept: 'refused' };
      }
    },
  };
}

/** Ours, and what another tab added since both were the same; `ours` itself where nobody did. */
export function withNewcomers(ours: Retro, before: Retro, theirs: Retro): Retro {
  const notes = newcomers(ours.notes, before.notes, theirs.notes);
  const marks = newcomers(ours.marks, before.marks, theirs.marks);
  if (notes.length + marks.length === 0) return ours;
  return {
    title: ours.title === before.title ? theirs.title : ours.title,
    notes: [...ours.notes, ...notes].slice(0, MOST_NOTES),
    marks: [...ours.marks, ...marks].slice(0, MOST_MARKS),
  };
}

function newcomers<T extends { readonly id: string }>(ours: readonly T[], before: readonly T[], theirs: readonly T[]): readonly T[] {
  const known = new Set([...ours, ...before].map(({ id }) => id));
  return theirs.filter(({ id }) => !known.has(id));
}
