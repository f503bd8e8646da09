/** An object made by a literal or read from JSON or another thread: no Map, no list, no instance of a class. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
