/** Reading a case of the set without trusting its shape: what is missing or null is undefined. */
import { isRecord } from '../../src/istio/resources/reader';

export type Fields = Readonly<Record<string, unknown>>;

export const recordOf = (value: unknown): Fields => (isRecord(value) ? value : {});
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function textsOf(value: unknown): ReadonlyMap<string, string> {
  return new Map(Object.entries(recordOf(value)).map(([name, text]) => [name, String(text)]));
}
