import { executionError } from '../errors';
import type { LabelSet } from '../label-set';
import { setLabel } from '../label-set';
import type { AnchoredPattern } from '../re2';
import { compileAnchored, RegexpSyntaxError } from '../re2';
import type { VectorBlock } from '../vector-block';
import { mergeEqualRows, rowLabels } from '../vector-block';
import { stringArgument, vectorArgument } from './arguments';
import type { FunctionEntry } from './function-entry';

/** label_replace and label_join. */
const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

function checkLabelName(name: string, what: string, functionName: string): void {
  if (!labelName.test(name)) throw executionError(`invalid ${what} in ${functionName}(): ${name}`);
}

function relabelled(block: VectorBlock, relabel: (labels: LabelSet) => LabelSet): VectorBlock {
  const rows = block.rows.map((_, row) => relabel(rowLabels(block, row)));
  return mergeEqualRows({ ...block, rows, nameless: false, distinct: false });
}

/** Go's Regexp.Expand: `$1`, `$name`, `${name}` and `$$`; the longest name wins, an unknown one is empty. */
function expand(template: string, match: RegExpExecArray, groupNames: readonly (string | undefined)[]): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    if (whole === '$$') return '$';
    const name = bare ?? braced ?? '';
    if (/^\d+$/.test(name)) return match[Number(name)] ?? '';
    return groupNames.flatMap((known, index) => (known === name ? [match[index] ?? ''] : [])).find((text) => text !== '') ?? '';
  });
}

function compile(pattern: string, dialect: 'prometheus2' | 'prometheus3'): AnchoredPattern {
  try {
    return compileAnchored(pattern, dialect);
  } catch (error) {
    if (error instanceof RegexpSyntaxError) throw executionError(`invalid regular expression in label_replace(): ${pattern}`);
    throw error;
  }
}

export const labelFunctions: readonly FunctionEntry[] = [
  {
    name: 'label_replace',
    required: ['vector', 'string', 'string', 'string', 'string'],
    returns: 'vector',
    evaluate(evaluation, args) {
      const [target, template, source] = [stringArgument(args, 1), stringArgument(args, 2), stringArgument(args, 3)];
      const { pattern, groupNames } = compile(stringArgument(args, 4), evaluation.dialect);
      checkLabelName(target, 'destination label name', 'label_replace');
      return relabelled(vectorArgument(evaluation, args, 0), (labels) => {
        const match = pattern.exec(labels.get(source) ?? '');
        return match === null ? labels : setLabel(labels, target, expand(template, match, groupNames));
      });
    },
  },
  {
    name: 'label_join',
    required: ['vector', 'string', 'string'],
    variadic: 'string',
    returns: 'vector',
    evaluate(evaluation, args) {
      const [target, separator] = [stringArgument(args, 1), stringArgument(args, 2)];
      const sources = args.slice(3).map((_, index) => stringArgument(args, index + 3));
      for (const source of sources) checkLabelName(source, 'source label name', 'label_join');
      checkLabelName(target, 'destination label name', 'label_join');
      return relabelled(vectorArgument(evaluation, args, 0), (labels) =>
        setLabel(labels, target, sources.map((source) => labels.get(source) ?? '').join(separator)),
      );
    },
  },
];
