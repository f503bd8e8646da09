/**
 * Which nodes and edges an expression finds (docs/adr/0012). Written out as alternatives (OR) of criteria (AND), with NOT before criteria
 * only: an alternative without edge criteria finds nodes; one with an edge criterion finds edges, of which one end has everything that is
 * asked of nodes, and neither end has what is excluded. Nothing is written out, though: one walk over the expression for each node and end.
 */
import type { MeshPart } from '../mesh/mesh-part';
import type { EdgeId, MeshEdge, MeshNode, NodeId } from '../mesh/model';
import { type Criterion, type Expression, isNegative, type Test } from './expression';
import { findOperand } from './find-operand';
import { type MatchContext, type MeshFacts, meshFacts } from './mesh-facts';
import type { ChoiceOperand, Operand } from './operands/operand';
import { choiceTest, numberTest, textTest } from './test-value';

export interface Matches extends MeshPart {
  /** Operands that need configuration while there is none: what they ask is neither true nor false, with or without NOT. */
  readonly unjudged: readonly string[];
}

export function matchExpression(expression: Expression, context: MatchContext): Matches {
  const facts = meshFacts(context);
  const unjudged = new Set<string>();
  const matcher = compile(expression, false, { facts, unjudged });
  const nodes = new Set<NodeId>();
  const edges = new Set<EdgeId>();
  for (const node of context.mesh.nodes) if (matcher.node(node)) nodes.add(node.id);
  for (const edge of context.mesh.edges) {
    const ends = { edge, source: facts.nodes.get(edge.source), target: facts.nodes.get(edge.target) };
    const held = matcher.edge(ends, ends.source).withEdge || (matcher.asksEnds && matcher.edge(ends, ends.target).withEdge);
    if (held) edges.add(edge.id);
  }
  return { nodes, edges, unjudged: Array.from(unjudged) };
}

interface Ends {
  readonly edge: MeshEdge;
  /** undefined = the mesh has no such node. */
  readonly source: MeshNode | undefined;
  readonly target: MeshNode | undefined;
}

/** Whether some alternative holds that has only node criteria, and whether one holds that has an edge criterion. */
interface Held {
  readonly nodesOnly: boolean;
  readonly withEdge: boolean;
}

interface Matcher {
  readonly node: (node: MeshNode) => boolean;
  /** At one end of the edge. */
  readonly edge: (ends: Ends, end: MeshNode | undefined) => Held;
  /** Whether the answer for an edge may differ between its ends. */
  readonly asksEnds: boolean;
}

interface Compiling {
  readonly facts: MeshFacts;
  readonly unjudged: Set<string>;
}

const NEITHER: Held = { nodesOnly: false, withEdge: false };
const NODES_ONLY: Held = { nodesOnly: true, withEdge: false };
const WITH_EDGE: Held = { nodesOnly: false, withEdge: true };
const BOTH: Held = { nodesOnly: true, withEdge: true };
const NEVER: Matcher = { node: () => false, edge: () => NEITHER, asksEnds: false };

function held(nodesOnly: boolean, withEdge: boolean): Held {
  if (nodesOnly) return withEdge ? BOTH : NODES_ONLY;
  return withEdge ? WITH_EDGE : NEITHER;
}

/** `negated` moves inwards until it stands before a criterion. */
function compile(expression: Expression, negated: boolean, compiling: Compiling): Matcher {
  switch (expression.kind) {
    case 'criterion':
      return criterionMatcher(expression, negated, compiling);
    case 'not':
      return compile(expression.part, !negated, compiling);
    case 'and':
    case 'or': {
      const parts = expression.parts.map((part) => compile(part, negated, compiling));
      return (expression.kind === 'and') === negated ? anyOf(parts) : allOf(parts);
    }
  }
}

function anyOf(parts: readonly Matcher[]): Matcher {
  return {
    node: (node) => parts.some((part) => part.node(node)),
    edge: (ends, end) => {
      let all = NEITHER;
      for (const part of parts) {
        const one = part.edge(ends, end);
        all = held(all.nodesOnly || one.nodesOnly, all.withEdge || one.withEdge);
      }
      return all;
    },
    asksEnds: parts.some(({ asksEnds }) => asksEnds),
  };
}

function allOf(parts: readonly Matcher[]): Matcher {
  return {
    node: (node) => parts.every((part) => part.node(node)),
    edge: (ends, end) => {
      let all = NODES_ONLY;
      for (const part of parts) {
        const one = part.edge(ends, end);
        const withEdge = (all.withEdge && (one.nodesOnly || one.withEdge)) || (all.nodesOnly && one.withEdge);
        all = held(all.nodesOnly && one.nodesOnly, withEdge);
        if (all === NEITHER) return NEITHER;
      }
      return all;
    },
    asksEnds: parts.some(({ asksEnds }) => asksEnds),
  };
}

function criterionMatcher(criterion: Criterion, negated: boolean, { facts, unjudged }: Compiling): Matcher {
  const operand = findOperand(criterion.operand);
  if (operand === undefined) return NEVER;
  if (operand.needsPolicies && facts.policies === undefined) {
    unjudged.add(operand.id);
    return NEVER;
  }
  const { ofNode, ofEdge } = readers(operand, criterion, facts);
  const node = (each: MeshNode | undefined): boolean => (each !== undefined && ofNode?.(each) === true) !== negated;
  const { end } = criterion;
  if (end !== undefined) return { node: () => false, edge: (ends) => held(false, node(ends[end])), asksEnds: false };
  if (ofEdge !== undefined) {
    return {
      node: (each) => ofNode !== undefined && node(each),
      edge: ({ edge }) => held(false, ofEdge(edge) !== negated),
      asksEnds: false,
    };
  }
  const excludes = negated !== (criterion.test !== undefined && isNegative(criterion.test.operator));
  if (excludes) return { node, edge: ({ source, target }) => held(node(source) && node(target), false), asksEnds: false };
  return { node, edge: (_, at) => held(node(at), false), asksEnds: true };
}

interface Readers {
  readonly ofNode: ((node: MeshNode) => boolean) | undefined;
  readonly ofEdge: ((edge: MeshEdge) => boolean) | undefined;
}

/** The criterion as a question with yes or no; what is not known is no. */
function readers(operand: Operand, { test }: Criterion, facts: MeshFacts): Readers {
  switch (operand.type) {
    case 'flag':
      return asked(operand, facts, (value: boolean | undefined) => value === true);
    case 'text':
      return asked(
        operand,
        facts,
        test === undefined ? (values: readonly string[] | undefined) => (values?.length ?? 0) > 0 : textTest(test),
      );
    case 'choice':
      return asked(operand, facts, choiceTestOf(operand, test));
    case 'number':
      return asked(operand, facts, test === undefined ? () => false : numberTest(test));
  }
}

function choiceTestOf({ definite }: ChoiceOperand, test: Test | undefined): (values: readonly string[] | undefined) => boolean {
  if (test === undefined) return () => false;
  return definite ? textTest(test) : choiceTest(test);
}

interface Reads<Value> {
  readonly node?: (node: MeshNode, facts: MeshFacts) => Value | undefined;
  readonly edge?: (edge: MeshEdge, facts: MeshFacts) => Value | undefined;
}

function asked<Value>({ node, edge }: Reads<Value>, facts: MeshFacts, holds: (value: Value | undefined) => boolean): Readers {
  return {
    ofNode: node && ((each) => holds(node(each, facts))),
    ofEdge: edge && ((each) => holds(edge(each, facts))),
  };
}
