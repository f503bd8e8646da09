/** Whether a known value stands a test. Names are compared without regard to case, as in Kiali. */
import type { Operator, Test } from './expression';
import type { AtLeast } from './operands/operand';

type TextTest = (value: string, asked: string) => boolean;

const EQUALS: TextTest = (value, asked) => value === asked;
const CONTAINS: TextTest = (value, asked) => value.includes(asked);
const BEGINS: TextTest = (value, asked) => value.startsWith(asked);
const ENDS: TextTest = (value, asked) => value.endsWith(asked);

const TEXT_TESTS: Readonly<Partial<Record<Operator, { readonly fits: TextTest; readonly wanted: boolean }>>> = {
  '=': { fits: EQUALS, wanted: true },
  '!=': { fits: EQUALS, wanted: false },
  '*=': { fits: CONTAINS, wanted: true },
  '!*=': { fits: CONTAINS, wanted: false },
  '^=': { fits: BEGINS, wanted: true },
  '!^=': { fits: BEGINS, wanted: false },
  '$=': { fits: ENDS, wanted: true },
  '!$=': { fits: ENDS, wanted: false },
};

/** One value that fits is enough; under a negative operator none may. Nothing known (undefined) stands no test. */
export function textTest({ operator, value }: Test): (values: readonly string[] | undefined) => boolean {
  const test = TEXT_TESTS[operator];
  if (test === undefined || value.kind !== 'text') return () => false;
  const asked = value.text.toLowerCase();
  return (values) => values !== undefined && values.some((each) => test.fits(each.toLowerCase(), asked)) === test.wanted;
}

/** As texts, but the value "unknown" differs from nothing. */
export function choiceTest(test: Test): (values: readonly string[] | undefined) => boolean {
  const fits = textTest(test);
  if (test.operator !== '!=') return fits;
  return (values) => fits(values) && values?.includes('unknown') !== true;
}

/** A lower bound stands a test only if every number from it upwards does. */
export function numberTest({ operator, value }: Test): (known: number | AtLeast | undefined) => boolean {
  if (value.kind !== 'number') return () => false;
  const asked = value.number;
  return (known) => {
    if (known === undefined) return false;
    if (typeof known === 'number') return compares(operator, known, asked);
    if (operator === '>=') return known.atLeast >= asked;
    return (operator === '>' || operator === '!=') && known.atLeast > asked;
  };
}

function compares(operator: Operator, known: number, asked: number): boolean {
  switch (operator) {
    case '=':
      return known === asked;
    case '!=':
      return known !== asked;
    case '>':
      return known > asked;
    case '>=':
      return known >= asked;
    case '<':
      return known < asked;
    case '<=':
      return known <= asked;
    default:
      return false;
  }
}
