/** All kinds of one cluster together: what is known of them, as an inventory, and what is wrong. */
import type { Problem } from '../../lib/problem';
import { type Coverage, createInventory, type Inventory } from '../inventory';
import type { KindName } from '../resources/index';
import type { InputIssue } from './bundle';
import { KindStore } from './kind-store';
import { type Discovery, pluralOf } from './kubernetes-discovery';
import * as problems from './kubernetes-problems';

export interface ClusterReading {
  readonly inventory: Inventory;
  /** Those that hold now; kinds that are missing or forbidden are named in one sentence each. */
  readonly problems: readonly Problem[];
  /** What is wrong with fields of resources. */
  readonly issues: readonly InputIssue[];
}

export class ClusterKinds {
  readonly stores: readonly KindStore[];

  constructor(private readonly discovery: Discovery) {
    this.stores = discovery.served.map((served) => new KindStore(served));
  }

  reading(): ClusterReading {
    const coverage = new Map<KindName, Coverage>(this.discovery.missing.map((kind) => [kind, 'missing']));
    for (const { served, coverage: known } of this.stores) if (known !== undefined) coverage.set(served.kind, known);
    const resources = this.stores.flatMap((store) => [...store.resources()]);
    return {
      inventory: createInventory(resources, coverage),
      problems: this.problems(),
      issues: this.stores.flatMap((store) => [...store.issues()]),
    };
  }

  private problems(): readonly Problem[] {
    const { missing, problems: discovered } = this.discovery;
    const forbidden = this.stores.filter(({ coverage }) => coverage === 'forbidden').map(({ served }) => served.plural);
    const others = this.stores.flatMap(({ problem, coverage }) => (problem === undefined || coverage === 'forbidden' ? [] : [problem]));
    const all = [
      ...discovered,
      ...(forbidden.length === 0 ? [] : [problems.forbidden(forbidden.join(', '))]),
      ...others,
      ...(missing.length === 0 ? [] : [problems.missing(missing.map(pluralOf).join(', '))]),
    ];
    return [...new Map(all.map((each) => [`${each.code} ${each.message}`, each])).values()];
  }
}
