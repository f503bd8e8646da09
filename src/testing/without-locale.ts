/** Takes away what reads locale data (ICU) or the machine's language, so that code which must not depend on it fails instead of agreeing by luck. */

const METHODS: readonly (readonly [object, readonly string[]])[] = [
  [Number.prototype, ['toLocaleString']],
  [BigInt.prototype, ['toLocaleString']],
  [Date.prototype, ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']],
  [Array.prototype, ['toLocaleString']],
  [Object.prototype, ['toLocaleString']],
  [String.prototype, ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase', 'normalize']],
];

/** Until what it gives back is called, `Intl` and every method that asks for a locale throw with their name. */
export function withoutLocale(): () => void {
  const restore = [refuse(globalThis, 'Intl'), ...METHODS.flatMap(([owner, names]) => names.map((name) => refuse(owner, name)))];
  return () => {
    for (const undo of restore) undo();
  };
}

function refuse(owner: object, name: string): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  if (before === undefined) return () => {};
  Object.defineProperty(owner, name, {
    configurable: true,
    get() {
      throw new Error(`${name} reads locale data`);
    },
  });
  return () => void Object.defineProperty(owner, name, before);
}
