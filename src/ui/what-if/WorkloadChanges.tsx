import type { ReactNode } from 'react';
import type { BeforeAfter, WorkloadChange } from '../../inquiry/what-if/model';
import { refText } from '../../istio/ref';
import { displayText } from '../../scene/display-text';
import { Reasons } from '../policies/Reasons';
import { DATAPLANES, listText, POSTURES } from '../policies/words';

const MOST = 60;

/** Workloads that would be governed otherwise: what they let in, and which policies reach them. */
export function WorkloadChanges({ workloads }: { readonly workloads: readonly WorkloadChange[] }): ReactNode {
  return (
    <>
      <ul className="divide-y divide-line">
        {workloads.slice(0, MOST).map((change) => (
          <li key={change.workload} className="py-1.5" data-workload={change.workload}>
            <Governed change={change} />
          </li>
        ))}
      </ul>
      {workloads.length > MOST ? <p className="text-muted text-xs">and {workloads.length - MOST} more workloads</p> : null}
    </>
  );
}

function Governed({
  change: { workload, posture, serverMtls, dataplane, gains, loses, because },
}: {
  readonly change: WorkloadChange;
}): ReactNode {
  return (
    <>
      <p className="break-words font-medium">{displayText(workload, 100)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs">
        <Fact name="Who gets in" change={posture} text={(value) => POSTURES[value].word} />
        <Fact
          name="Mutual TLS"
          change={serverMtls}
          text={({ mode, ports }) => [mode, ...Array.from(ports, ([port, own]) => `${own} at port ${port}`)].join(', ')}
        />
        <Fact name="Data plane" change={dataplane} text={(value) => DATAPLANES[value]} />
        {gains.length === 0 ? null : <Row name="Reached by">{listText(gains.map((ref) => displayText(refText(ref), 100)))}</Row>}
        {loses.length === 0 ? null : <Row name="No more by">{listText(loses.map((ref) => displayText(refText(ref), 100)))}</Row>}
      </dl>
      <Reasons because={because.slice(0, 3)} />
    </>
  );
}

function Fact<T>({
  name,
  change,
  text,
}: {
  readonly name: string;
  readonly change: BeforeAfter<T> | undefined;
  readonly text: (value: T) => string;
}): ReactNode {
  if (change === undefined) return null;
  return (
    <Row name={name}>
      {text(change.before)} <span aria-hidden>→</span>
      <span className="sr-only"> becomes </span> <b className="font-semibold">{text(change.after)}</b>
    </Row>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </>
  );
}
