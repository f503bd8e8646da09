/** Objects as YAML with comments, for people to copy. */
import { Document, isNode, isScalar, isSeq } from 'yaml';
import { oneLine } from '../lib/one-line';
import { stepsOf } from './locate';

/** Lines above the document, and above entries of lists by their path ("spec.rules[0]"). Each is kept to a line of comment, whatever it holds. */
export interface YamlComments {
  readonly above: readonly string[];
  readonly at: ReadonlyMap<string, readonly string[]>;
}

/** Paths that lead nowhere are left out. */
export function writeYaml(value: object, { above, at }: YamlComments): string {
  const tree = new Document(value);
  for (const [path, lines] of at) {
    const steps = stepsOf(path);
    const node = steps === undefined ? undefined : tree.getIn(steps, true);
    if (isNode(node) && (isScalar(node) || !isSeq(node))) node.commentBefore = commentOf(lines);
  }
  const text = tree.toString({ lineWidth: 0 });
  return above.length === 0 ? text : `${above.map((line) => `# ${oneLine(line)}`).join('\n')}\n${text}`;
}

const commentOf = (lines: readonly string[]): string => lines.map((line) => ` ${oneLine(line)}`).join('\n');
