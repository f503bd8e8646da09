import { type ReactNode, useId } from 'react';
import type { NamespaceReadiness, RolloutStage } from '../../inquiry/readiness/answer';
import { sumsText } from '../../inquiry/readiness/figures';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import { CopyButton } from '../controls/CopyButton';
import { Disclosure } from '../policies/Disclosure';
import { ReasonList } from './ReasonList';
import { VerdictMark } from './verdict-words';
import { WorkloadCard } from './WorkloadCard';

const MOST_WORKLOADS = 100;

/** One namespace: its verdict, its workloads, and the policies to copy. `alone` = it is all that is shown, so everything that stands in the way is open. */
export function NamespaceCard({ of, alone }: { readonly of: NamespaceReadiness; readonly alone: boolean }): ReactNode {
  const { namespace, verdict, already, reasons, workloads, stages } = of;
  const id = useId();
  const name = displayText(namespace, 80);
  const shown = workloads.slice(0, MOST_WORKLOADS);
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line px-4 py-3" data-namespace={namespace} data-verdict={verdict}>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 id={id} className="min-w-0 break-words font-semibold text-base">
          {name}
        </h3>
        <VerdictMark verdict={verdict} />
        <span className="text-muted text-xs tabular-nums">
          {already ? 'STRICT already · ' : ''}
          {many(workloads.length, 'workload')} · {sumsText(of)}
        </span>
      </div>
      <div className="mt-2 flex flex-col gap-3">
        <ReasonList reasons={reasons} name={`Reasons for ${name}`} />
        {shown.length === 0 ? null : (
          <ul aria-label={`Workloads of ${name}`}>
            {shown.map((workload) => (
              <WorkloadCard key={workload.name} workload={workload} open={alone && workload.verdict !== 'ready'} />
            ))}
            {workloads.length > shown.length ? (
              <li className="text-muted text-xs">and {workloads.length - shown.length} more workloads, those that are ready last</li>
            ) : null}
          </ul>
        )}
        <Stages stages={stages} namespace={name} open={alone} />
      </div>
    </section>
  );
}

interface StagesProps {
  readonly stages: readonly RolloutStage[];
  readonly namespace: string;
  readonly open: boolean;
}

/** Policies to copy, in their order. Nothing is ever applied from here. */
function Stages({ stages, namespace, open }: StagesProps): ReactNode {
  if (stages.length === 0) return null;
  return (
    <Disclosure openAtFirst={open} title={<span className="font-semibold text-sm">What to apply, in this order</span>}>
      <ol className="flex flex-col gap-3 py-1 pl-5">
        {stages.map(({ title, says, yaml }, at) => (
          <li key={title} data-stage={at + 1}>
            <div className="flex items-baseline justify-between gap-2">
              <p className="min-w-0 break-words font-medium">
                {at + 1}. {title}
              </p>
              {yaml === undefined ? null : <CopyButton text={yaml} what={`the YAML of step ${at + 1} for ${namespace}`} />}
            </div>
            <p className="break-words text-muted text-xs">{displayText(says, 400)}</p>
            {yaml === undefined ? null : (
              <pre className="mt-1 whitespace-pre-wrap break-words rounded border border-line bg-sunken p-2 font-mono text-xs">{yaml}</pre>
            )}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
