import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../testing/seeded-properties';
import type { MeshEdge, MeshNode } from '../mesh/model';
import { completeExpression } from './complete-expression';
import { type Criterion, type Expression, isNegative } from './expression';
import { findOperand } from './find-operand';
import { matchExpression } from './match-expression';
import { OPERANDS } from './operands/index';
import { mayStandAlone, type Operand, operatorsOf } from './operands/operand';
import { parseExpression } from './parse-expression';
import { printExpression } from './print-expression';
import { meshOf, policiesOf } from './small-mesh.testing';

const mesh = meshOf(`
  web -> shop/cart:v1 12rps 3%503/UF mtls p:250
  shop/cart:v1 -> shop/pay:v2 5rps plaintext p:25
  shop/cart:v1 -> shop/pay:v1 grpc 5rps 20%14/UH mtls
  shop/pay:v2 -> west|db/ledger tcp 100Bps
  ? -> web 2rps plaintext
  web -> @api.example.com 1rps 50%-/UF
  db/old -> west|db/ledger tcp 0Bps
`);
const policies = policiesOf(mesh, {
  edges: { 'web>shop/cart-v1': { verdict: 'denied' }, 'shop/cart-v1>shop/pay-v2': { verdict: 'unknown', enforcers: [] } },
  nodes: { web: { dataplane: 'ambient' }, 'shop/cart-v1': {} },
  findings: [{ onEdges: ['web>shop/cart-v1'] }, { onNodes: ['db/old'], severity: 'error' }],
});
const contexts = [
  { mesh, policies, namespaces: ['shop'] },
  { mesh, policies: undefined },
];

const texts = fc.oneof(
  fc.constantFrom(
    'shop',
    'web',
    'cart',
    'pay-v2',
    'v1',
    'db',
    'east',
    'UF',
    '503',
    'error',
    'and',
    'NOT',
    'a b',
    '"',
    '\\',
    "'",
    '(',
    '=x',
    'Ä',
  ),
  fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() !== ''),
);

function testOf(operand: Operand): fc.Arbitrary<Criterion['test']> {
  if (operand.type === 'flag') return fc.constant(undefined);
  const operator = fc.constantFrom(...operatorsOf(operand));
  switch (operand.type) {
    case 'text':
      return fc.record({ operator, value: texts.map((text) => ({ kind: 'text' as const, text })) });
    case 'choice':
      return fc.record({ operator, value: fc.constantFrom(...operand.choices).map((text) => ({ kind: 'text' as const, text })) });
    case 'number': {
      const numbers = fc.constantFrom(...operand.unit.examples);
      const value = numbers.map((written) => ({ kind: 'number' as const, written, number: operand.unit.read(written) ?? Number.NaN }));
      return fc.record({ operator, value });
    }
  }
}

const criteria: fc.Arbitrary<Criterion> = fc.constantFrom(...OPERANDS).chain((operand) =>
  fc
    .record({
      test: testOf(operand),
      alone: fc.boolean(),
      end: fc.constantFrom(undefined, undefined, 'source' as const, 'target' as const),
    })
    .map(
      ({ test, alone, end }): Criterion => ({
        kind: 'criterion',
        operand: operand.id,
        ...(end !== undefined && operand.node !== undefined && { end }),
        ...(test !== undefined && !(alone && mayStandAlone(operand)) && { test }),
      }),
    ),
);

/** As the parser makes them: no AND directly in an AND, no OR directly in an OR. */
function join(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return { kind, parts: flat };
}

const expressions: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: criteria },
    { weight: 1, arbitrary: tie('expression').map((part): Expression => ({ kind: 'not', part })) },
    { weight: 2, arbitrary: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }).map((parts) => join('and', parts)) },
    { weight: 2, arbitrary: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }).map((parts) => join('or', parts)) },
  ),
})).expression;

const not = (part: Expression): Expression => ({ kind: 'not', part });

describe('printing and parsing', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(
        expressions.filter((expression) => printExpression(expression).length <= 1000),
        (expression) => {
          expect(parseExpression(printExpression(expression))).toEqual({ ok: true, value: expression });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('give an expression or an error inside the text for anything', () => {
    const pieces = fc.constantFrom(
      'name',
      '=',
      '!=',
      'not',
      'AND',
      ' ',
      '(',
      ')',
      '"',
      '!',
      'rt',
      '>',
      '5',
      'healthy',
      '\\',
      'contains',
      '%',
      '|',
      '.',
    );
    const anything = fc.oneof(
      fc.string({ maxLength: 60, unit: 'binary' }),
      fc.array(pieces, { maxLength: 20 }).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const parsed = parseExpression(text);
        if (parsed.ok) expect(parseExpression(printExpression(parsed.value))).toEqual(parsed);
        else {
          const { from, to } = parsed.error;
          expect(0 <= from && from <= to && to <= text.length).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('completion', () => {
  it('is given for any text and caret, inside the text', () => {
    const pieces = fc.constantFrom('name', '=', 'not ', ' AND ', '(', ')', '"', 'rt', '>', 'healthy', ' ', 'source.', 'x');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.nat(60), (parts, caret) => {
        const text = parts.join('');
        for (const { from, to, insert } of completeExpression(text, caret, { mesh, policies })) {
          expect(0 <= from && from <= to && to <= text.length && insert !== '').toBe(true);
        }
      }),
    );
  });
});

describe('matching', () => {
  const same = (a: Expression, b: Expression) => {
    for (const context of contexts) expect(matchExpression(a, context)).toEqual(matchExpression(b, context));
  };

  it('knows that NOT NOT x is x', () => {
    fc.assert(fc.property(expressions, (x) => same(not(not(x)), x)));
  });

  it('keeps the laws of De Morgan, and order and brackets do not matter', () => {
    fc.assert(
      fc.property(expressions, expressions, (x, y) => {
        same(not({ kind: 'and', parts: [x, y] }), { kind: 'or', parts: [not(x), not(y)] });
        same(not({ kind: 'or', parts: [x, y] }), { kind: 'and', parts: [not(x), not(y)] });
        const both = (a: Expression, b: Expression) => matchExpression({ kind: 'and', parts: [a, b] }, { mesh, policies });
        expect(both(x, y)).toMatchObject({ nodes: both(y, x).nodes, edges: both(y, x).edges });
      }),
    );
  });

  it('equals writing all alternatives out', () => {
    fc.assert(
      fc.property(
        expressions.filter((x) => alternatives(x, false).length <= 300),
        (x) => {
          for (const context of contexts) {
            const { nodes, edges } = matchExpression(x, context);
            const written = alternatives(x, false);
            const judged = written.filter((each) =>
              each.every(({ criterion }) => context.policies !== undefined || !needsPolicies(criterion)),
            );
            expect(Array.from(nodes)).toEqual(
              mesh.nodes.filter((node) => judged.some((each) => findsNode(each, node, context))).map(({ id }) => id),
            );
            expect(Array.from(edges)).toEqual(
              mesh.edges.filter((edge) => judged.some((each) => findsEdge(each, edge, context))).map(({ id }) => id),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The slow obvious way of docs/adr/0012: every alternative as a list of criteria. A single criterion is asked of the matcher itself, one at a time. */
interface Literal {
  readonly criterion: Criterion;
  readonly negated: boolean;
}

function alternatives(x: Expression, negated: boolean): readonly (readonly Literal[])[] {
  if (x.kind === 'criterion') return [[{ criterion: x, negated }]];
  if (x.kind === 'not') return alternatives(x.part, !negated);
  const parts = x.parts.map((part) => alternatives(part, negated));
  if ((x.kind === 'or') !== negated) return parts.flat();
  return parts.reduce<readonly (readonly Literal[])[]>((all, part) => all.flatMap((a) => part.map((b) => [...a, ...b])), [[]]);
}

type Context = (typeof contexts)[number];
const operandOf = ({ operand }: Criterion) => findOperand(operand);
const needsPolicies = (criterion: Criterion) => operandOf(criterion)?.needsPolicies === true;
const asksEdge = (criterion: Criterion) => criterion.end !== undefined || operandOf(criterion)?.edge !== undefined;
const asksNode = (criterion: Criterion) => criterion.end === undefined && operandOf(criterion)?.node !== undefined;

const holdsOnNode = (criterion: Criterion, node: MeshNode, context: Context) => matchExpression(criterion, context).nodes.has(node.id);
const holdsOnEdge = (criterion: Criterion, edge: MeshEdge, context: Context) => matchExpression(criterion, context).edges.has(edge.id);

function findsNode(literals: readonly Literal[], node: MeshNode, context: Context): boolean {
  return literals.every(({ criterion, negated }) => asksNode(criterion) && holdsOnNode(criterion, node, context) !== negated);
}

function findsEdge(literals: readonly Literal[], edge: MeshEdge, context: Context): boolean {
  const ofEdge = literals.filter(({ criterion }) => asksEdge(criterion));
  const ofNodes = literals.filter(({ criterion }) => !asksEdge(criterion));
  if (ofEdge.length === 0 || !ofEdge.every(({ criterion, negated }) => holdsOnEdge(criterion, edge, context) !== negated)) return false;
  const ends = mesh.nodes.filter(({ id }) => id === edge.source || id === edge.target);
  const holds = ({ criterion, negated }: Literal, node: MeshNode) => holdsOnNode(criterion, node, context) !== negated;
  const excludes = ({ criterion, negated }: Literal) => negated !== (criterion.test !== undefined && isNegative(criterion.test.operator));
  const excluding = ofNodes.filter(excludes);
  const asking = ofNodes.filter((literal) => !excludes(literal));
  return (
    excluding.every((literal) => ends.every((end) => holds(literal, end))) &&
    ends.some((end) => asking.every((literal) => holds(literal, end)))
  );
}
