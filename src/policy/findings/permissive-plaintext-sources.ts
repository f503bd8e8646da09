/** Who would break if a PERMISSIVE workload became STRICT. */
import type { Finding, WorkloadPolicy } from '../model';
import { describeMtls } from './commands';
import { edgesOf, endName, observed, perSecond } from './evidence';
import { type FindingContext, type FindingKind, finding, type JudgedCall } from './finding-kind';
import { modeAt, mtlsRefs } from './server-mode';

const code = 'permissive-plaintext-sources';

export const permissivePlaintextSources: FindingKind = {
  code,
  about: 'A PERMISSIVE workload still receives plaintext: the list of sources that STRICT would break.',
  find: (context) =>
    [...context.workloads.values()].flatMap((policy) => {
      const calls = context.callsTo(policy.workload);
      const token = context.tokenOf(policy.workload);
      if (token === undefined) return ofWorkload(policy, context);
      return calls.length === 0 ? [] : context.keep(code, token, calls, () => ofWorkload(policy, context));
    }),
};

function ofWorkload(policy: WorkloadPolicy, context: FindingContext): readonly Finding[] {
  const plain = context.callsTo(policy.workload).filter((judged) => isPlainCall(judged, context));
  const facts = context.facts.workloads.get(policy.workload);
  if (plain.length === 0 || facts === undefined) return [];
  const sources = new Set(plain.map(({ call }) => endName(call.source)));
  const [first] = mtlsRefs(policy.serverMtls);
  return [
    finding(code, policy.workload, {
      severity: 'info',
      title: `${facts.namespace}/${facts.name} accepts plaintext, and ${sources.size === 1 ? 'one source sends' : `${sources.size} sources send`} it.`,
      evidence: [
        ...plain.map(({ call }) =>
          observed(`${endName(call.source)} sends ${plaintextText(call.mtls.plaintext, call.protocol)} without mTLS.`),
        ),
        ...policy.serverMtls.because,
      ],
      next: 'Bring these sources into the mesh before this workload becomes STRICT: they would be refused.',
      commands: describeMtls(facts),
      ...(first === undefined ? {} : { ref: first, path: 'spec.mtls.mode' }),
      workloads: [policy.workload],
      edges: edgesOf(plain),
    }),
  ];
}

function isPlainCall({ call, destination, workloadPort }: JudgedCall, { workloads }: FindingContext): boolean {
  const policy = destination === undefined ? undefined : workloads.get(destination.key);
  return policy !== undefined && call.mtls.plaintext > 0 && modeAt(policy.serverMtls, workloadPort) === 'PERMISSIVE';
}

function plaintextText(rate: number, protocol: string): string {
  return protocol === 'tcp' ? `${Number(rate.toPrecision(2))} B/s` : perSecond(rate, 'requests');
}
