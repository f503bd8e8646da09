/** In place of the package `yaml`: a saved file shows resources as YAML and reads none, so it goes without the library. */
import { yamlText } from '../lib/yaml-text';

const scalar = (value: unknown): string => (typeof value === 'string' ? yamlText(value) : JSON.stringify(value));
const isHeld = (value: unknown): value is object => typeof value === 'object' && value !== null && Object.keys(value).length > 0;

function lines(value: object, indent: string): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((each: unknown) => {
      if (!isHeld(each)) return [`${indent}- ${scalar(each)}`];
      const [first = '', ...rest] = lines(each, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    isHeld(each)
      ? [`${indent}${yamlText(name)}:`, ...lines(each, Array.isArray(each) ? indent : `${indent}  `)]
      : [`${indent}${yamlText(name)}: ${scalar(each)}`],
  );
}

export const stringify = (object: unknown): string => (isHeld(object) ? `${lines(object, '').join('\n')}\n` : '');

/** Of what was parsed: nothing is. */
const isNothing = (): boolean => false;
export const isAlias = isNothing;
export const isMap = isNothing;
export const isNode = isNothing;
export const isPair = isNothing;
export const isScalar = isNothing;
export const isSeq = isNothing;
