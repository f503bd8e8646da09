/** How one suite of the conformance set is answered. */
import { createInventory, type Inventory } from '../../src/istio/inventory';
import { readDocuments } from '../../src/istio/read-documents';

/** The text of an input file that a case names. */
export type ReadInput = (path: string) => string;

/** `actual` for one case: of the shape of its `expected`, which it never reads. Throws an Error with the reason when it cannot answer. */
export type AnswerCase = (given: Readonly<Record<string, unknown>>, readInput: ReadInput) => unknown;

/** Everything in the input files of a case. */
export function inventoryOf(paths: readonly string[], readInput: ReadInput, defaultNamespace = 'default'): Inventory {
  const parsed = paths.flatMap((path) => readDocuments(path, readInput(path), defaultNamespace));
  return createInventory(parsed.flatMap((each) => (each.outcome === 'read' ? [each.resource] : [])));
}
