/** Parts around the map that take room from it. In a window too narrow for all of them one stands open and the others are a line each. */
export const FOLDABLE = ['story', 'panel', 'timeline', 'comparison'] as const;
export type Foldable = (typeof FOLDABLE)[number];

/** Which of them are on the page at all, folded or not. */
export type Opened = Readonly<Record<Foldable, boolean>>;

/** The part that stands open after others came or went: what came last, and nothing where the open one went; undefined = all are folded. */
export function unfoldedAfter(unfolded: Foldable | undefined, before: Opened, now: Opened): Foldable | undefined {
  const came = FOLDABLE.find((part) => now[part] && !before[part]);
  if (came !== undefined) return came;
  return unfolded !== undefined && now[unfolded] ? unfolded : undefined;
}

export const sameOpened = (one: Opened, other: Opened): boolean => FOLDABLE.every((part) => one[part] === other[part]);
