/** What the page says to screen readers, one sentence at a time: whoever has something to say shares one live region. */
export interface Speaker {
  readonly say: (text: string) => void;
  readonly spoken: () => string;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Said twice, the same words must still be a change of the region. */
const AGAIN = '\u00a0';

export function createSpeaker(): Speaker {
  const listeners = new Set<() => void>();
  let spoken = '';
  return {
    say(text) {
      spoken = spoken === text ? text + AGAIN : text;
      for (const listener of listeners) listener();
    },
    spoken: () => spoken,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
