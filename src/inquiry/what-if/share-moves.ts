/** Hosts whose configured shares differ between two sides, callers with the same two splits together. */
import { compareText } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import { endName } from '../../policy/findings/evidence';
import type { OverallShare, Routing } from '../../policy/model';
import type { ObservedCall } from '../../policy/observation';
import { amountOf, compareAmounts, sumOf } from './amounts';
import type { ComparedCall } from './compare-calls';
import { movesShares } from './consequence';
import type { MovedShare, ShareMove } from './model';

/** Those with more traffic first. */
export function shareMoves(compared: readonly ComparedCall[]): readonly ShareMove[] {
  const byMove = new Map<string, ComparedCall[]>();
  for (const each of compared) {
    const { before, after } = each.pair;
    if (!movesShares(before.routing, after.routing)) continue;
    const key = JSON.stringify([hostOf(each.judged.call), splitOf(before.routing), splitOf(after.routing)]);
    listIn(byMove, key).push(each);
  }
  return [...byMove.values()].flatMap(moveOf).sort((a, b) => compareAmounts(a.traffic, b.traffic) || compareText(a.host, b.host));
}

const hostOf = ({ service, destination }: ObservedCall): string => service?.host ?? service?.name ?? endName(destination);
const splitOf = ({ kind, overall }: Routing): unknown => [kind, overall.map(({ min, max, ...place }) => [placeKey(place), min, max])];
const placeKey = ({ host, port, subset, status }: Omit<OverallShare, 'min' | 'max'>): string =>
  JSON.stringify([host, port ?? null, subset ?? null, status ?? null]);

function moveOf(calls: readonly ComparedCall[]): readonly ShareMove[] {
  const [first] = calls;
  if (first === undefined) return [];
  const { before, after } = first.pair;
  const rule = after.routing.rules[0] ?? before.routing.rules[0];
  return [
    {
      host: hostOf(first.judged.call),
      callers: [...new Set(calls.map(({ judged }) => endName(judged.call.source)))].sort(),
      kind: { before: before.routing.kind, after: after.routing.kind },
      shares: sharesOf(before.routing, after.routing),
      traffic: sumOf(calls.map(({ judged }) => amountOf(judged.call))),
      edges: [...new Set(calls.map(({ judged }) => judged.call.edge))],
      ...(rule !== undefined && { ref: rule.ref, path: rule.path }),
      because: after.routing.because,
    },
  ];
}

function sharesOf(before: Routing, after: Routing): readonly MovedShare[] {
  const old = new Map(before.overall.map((share) => [placeKey(share), share]));
  const now = new Map(after.overall.map((share) => [placeKey(share), share]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): readonly MovedShare[] => {
    const place = now.get(key) ?? old.get(key);
    if (place === undefined) return [];
    const { host, port, subset, status } = place;
    return [
      {
        host,
        ...(port !== undefined && { port }),
        ...(subset !== undefined && { subset }),
        ...(status !== undefined && { status }),
        before: boundsOf(old.get(key)),
        after: boundsOf(now.get(key)),
      },
    ];
  });
}

const boundsOf = (share: OverallShare | undefined): MovedShare['before'] => share && { min: share.min, max: share.max };
