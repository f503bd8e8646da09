import { useState } from 'react';
import { displayText } from '../../scene/display-text';
import { type DroppedFile, type DroppedText, MOST_FILES, orderDrops, readDrop } from './read-drop';

/** Texts gathered for the exposition view, and why others were refused. */
export interface Drops {
  readonly texts: readonly DroppedText[];
  /** As far as the files' dates tell. */
  readonly secondsApart: number | undefined;
  readonly refusals: readonly string[];
  add(texts: readonly DroppedText[]): void;
  remove(text: DroppedText): void;
  read(files: readonly DroppedFile[]): Promise<void>;
  clear(): void;
}

export function useDrops(): Drops {
  const [gathered, setGathered] = useState<readonly DroppedText[]>([]);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const ordered = orderDrops(gathered);
  const add = (texts: readonly DroppedText[]) => setGathered((before) => named([...before, ...texts]).slice(0, MOST_FILES));
  return {
    texts: ordered.drops,
    secondsApart: ordered.secondsApart,
    refusals,
    add,
    remove: (text) => setGathered((before) => before.filter((other) => other !== text)),
    async read(files) {
      const results = await Promise.all(files.slice(0, MOST_FILES).map(readDrop));
      add(results.flatMap((result) => (result.ok ? [result.value] : [])));
      const surplus = files.length > MOST_FILES ? [`Only two texts can be shown; ${files.length - MOST_FILES} more were left out.`] : [];
      setRefusals([...results.flatMap((result) => (result.ok ? [] : [displayText(result.error, 300)])), ...surplus]);
    },
    clear() {
      setGathered([]);
      setRefusals([]);
    },
  };
}

/** Two files of one name from two folders stay apart. */
function named(texts: readonly DroppedText[]): readonly DroppedText[] {
  const seen = new Set<string>();
  return texts.map((text) => {
    const name = seen.has(text.name) ? `${text.name} (2)` : text.name;
    seen.add(name);
    return name === text.name ? text : { ...text, name };
  });
}
