import { describe, expect, it } from 'vitest';
import { type Amount, type CallChange, CONSEQUENCES, type Consequence, type VerdictDiff } from '../../inquiry/what-if/model';
import type { EdgeId } from '../../mesh/model';
import type { CallKey, Verdict } from '../../policy/model';
import { groupCalls, summaryText } from './summary-text';

const NONE: Amount = { calls: 0, requestsPerSecond: 0, connectionsPerSecond: 0, bytesPerSecond: 0 };

function change(edge: string, consequence: Consequence, requestsPerSecond: number, after: Verdict = 'denied'): CallChange {
  const said = (verdict: Verdict) => ({ verdict, undecided: [], because: [], decidedBy: [] });
  return {
    call: `${edge} ${requestsPerSecond}` as CallKey,
    edge: edge as EdgeId,
    source: {},
    destination: {},
    protocol: 'http',
    consequence,
    says: '',
    traffic: { ...NONE, calls: 1, requestsPerSecond },
    hasTraffic: requestsPerSecond > 0,
    refusedPerSecond: 0,
    access: { before: said('allowed'), after: said(after) },
  };
}

function diffOf(calls: readonly CallChange[], part: Partial<VerdictDiff> = {}): VerdictDiff {
  const total = (consequence: Consequence): Amount => {
    const members = calls.filter((call) => call.consequence === consequence);
    return { ...NONE, calls: members.length, requestsPerSecond: members.reduce((sum, { traffic }) => sum + traffic.requestsPerSecond, 0) };
  };
  return {
    atSeconds: 0,
    windowSeconds: 300,
    observedCalls: 29,
    calls,
    moreCalls: 0,
    moves: [],
    workloads: [],
    findings: { appear: [], go: [] },
    edges: [],
    totals: Object.fromEntries(CONSEQUENCES.map((each) => [each, total(each)])) as VerdictDiff['totals'],
    cuts: false,
    ...part,
  };
}
const summary = (diff: VerdictDiff) => summaryText(diff, groupCalls(diff));

describe('the sentence on top', () => {
  it('counts edges once and adds their traffic, worst first', () => {
    // 10 + 20 + 12 = 42 over three edges, one of them called in two ways.
    const calls = [
      change('c', 'breaks', 2),
      change('a', 'denied', 10),
      change('b', 'denied', 20),
      change('b', 'denied', 11),
      change('d', 'denied', 1),
    ];
    expect(summary(diffOf(calls))).toBe('3 edges with 42 rps would be denied. 1 edge with 2 rps would break.');
  });

  it('tells what the request decides from what cannot be told', () => {
    const calls = [
      change('a', 'may-be-denied', 3, 'depends'),
      change('b', 'may-be-denied', 4, 'unknown'),
      change('c', 'may-be-denied', 5, 'ambiguous'),
    ];
    expect(summary(diffOf(calls))).toBe(
      '1 edge with 3 rps would depend on the request. 2 edges with 9 rps may be denied: an input is missing.',
    );
  });

  it('leaves out what harms nobody, unless there is nothing else', () => {
    expect(summary(diffOf([change('a', 'denied', 1), change('b', 'otherwise', 5)]))).toBe('1 edge with 1 rps would be denied.');
    expect(summary(diffOf([change('b', 'otherwise', 5)]))).toBe('1 edge with 5 rps would fare the same for other reasons.');
  });

  it('says so when nothing changes, and that something else does', () => {
    expect(summary(diffOf([]))).toBe('None of the 29 calls observed in 5m would be decided, encrypted or routed otherwise.');
    const finding = {
      id: '1',
      code: 'x',
      severity: 'info',
      title: '',
      evidence: [],
      next: '',
      commands: [],
      workloads: [],
      edges: [],
    } as const;
    expect(summary(diffOf([], { findings: { appear: [finding], go: [] } }))).toMatch(/what would change beside them stands below\.$/);
  });

  it('counts the whole traffic of a list that was cut short', () => {
    const cut = diffOf([change('a', 'denied', 1)], { moreCalls: 899 });
    const whole = { ...cut, totals: { ...cut.totals, denied: { ...NONE, calls: 900, requestsPerSecond: 4500 } } };
    expect(summary(whole)).toBe('More than 1 edge with 4.5k rps would be denied. 899 more calls would change.');
  });
});
