/** `seamark explain`: one imagined call, its way, its verdict and its route, with the resources that decide. */
import type { Inventory } from '../istio/inventory';
import { meshConfigOf } from '../istio/mesh-config';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { createFacts } from '../policy/facts/create-facts';
import { questionsOf } from '../policy/imagined-calls';
import type { Command, CommandContext } from './command';
import { readConfiguration } from './configuration-source';
import { type ExplainArguments, explainUsage, parseExplainArguments } from './explain-arguments';
import { type Explained, explainText } from './explain-text';
import { tell } from './tell';
import { toJson } from './to-json';
import { wrongUsage } from './wrong-usage';

function explain({ from, to, request }: ExplainArguments, inventory: Inventory): readonly Explained[] {
  const engine = createPolicyEngine();
  engine.evaluate(inventory);
  const facts = createFacts(inventory, meshConfigOf(inventory));
  return questionsOf({ from, to, ...(request && { request }) }, facts).flatMap((question) => {
    const policy = engine.ask(question);
    return policy === undefined ? [] : [{ question, policy }];
  });
}

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const parsed = parseExplainArguments(args);
  if (!parsed.ok) return wrongUsage(parsed.error, context);
  if (parsed.value === 'help') {
    context.print(explainUsage);
    return 0;
  }
  const configured = await readConfiguration(parsed.value.configuration, context);
  if (!configured.ok) return wrongUsage(configured.error, context);
  const { inventory, problems, answered } = configured.value;
  const explained = explain(parsed.value, inventory);
  if (parsed.value.json) {
    const calls = explained.map(({ question: { source, destination, service, port }, policy }) => ({
      from: source,
      to: destination,
      ...(service !== undefined && { service }),
      ...(port !== undefined && { port }),
      ...policy,
    }));
    context.print(toJson({ schema: 'seamark.explain/1', calls, problems }));
  } else {
    tell(problems, context);
    context.print(explainText(explained, inventory));
  }
  return answered ? 0 : 1;
}

export const explainCommand: Command = {
  name: 'explain',
  summary: 'say what happens to a call, and which resources decide',
  run,
};
