/** JSON of domain values: Maps and Sets become objects and lists. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_, each: unknown) => {
      if (each instanceof Map) return Object.fromEntries(each);
      return each instanceof Set ? Array.from(each) : each;
    },
    2,
  );
}
