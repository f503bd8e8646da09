import type { ReactNode } from 'react';
import type { WorkloadReadiness } from '../../inquiry/readiness/answer';
import { sumsText } from '../../inquiry/readiness/figures';
import { displayText } from '../../scene/display-text';
import { Disclosure } from '../policies/Disclosure';
import { Statement } from '../policies/Statement';
import { DATAPLANES, MODES } from '../policies/words';
import { CallerTable } from './CallerTable';
import { ReasonList } from './ReasonList';
import { useMinuteText } from './use-minute-text';
import { VerdictMark } from './verdict-words';

/** One workload in a line; what that rests on below it. */
export function WorkloadCard({ workload, open }: { readonly workload: WorkloadReadiness; readonly open: boolean }): ReactNode {
  const { namespace, name, verdict, already, mode, callers, reasons, lastSeenSeconds } = workload;
  const moment = useMinuteText();
  return (
    <li data-workload={`${namespace}/${name}`} data-verdict={verdict} className="border-line border-t py-1 first:border-t-0">
      <Disclosure
        openAtFirst={open}
        title={
          <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 sm:grid sm:grid-cols-[7.5rem_minmax(8rem,1fr)_7rem_minmax(10rem,2fr)]">
            <VerdictMark verdict={verdict} />
            <span className="min-w-0 break-words font-medium">{displayText(name, 80)}</span>
            <span className="text-muted text-xs">{already ? 'STRICT already' : modeWord(mode)}</span>
            <span className="text-xs tabular-nums max-sm:w-full">
              {sumsText(workload)}
              {lastSeenSeconds === undefined ? null : <span className="text-muted"> · last up to {moment(lastSeenSeconds)}</span>}
            </span>
          </span>
        }
      >
        <div className="flex flex-col gap-3 py-2 pl-5">
          <ReasonList reasons={reasons} name={`Reasons for ${displayText(name, 80)}`} />
          <CallerTable callers={callers} to={`${namespace}/${name}`} />
          <Facts workload={workload} />
        </div>
      </Disclosure>
    </li>
  );
}

const modeWord = (mode: WorkloadReadiness['mode']): string => {
  if (mode === undefined) return 'mode not known';
  return `${mode.value} now${mode.certainty === 'unknown' ? '?' : ''}`;
};

function Facts({ workload }: { readonly workload: WorkloadReadiness }): ReactNode {
  const { mode, dataplane, ownPorts, exceptions, unservedPorts } = workload;
  return (
    <>
      {exceptions.length === 0 ? null : (
        <Statement name="Ports to except, or to mend first" fact="exceptions">
          {exceptions.map(({ port }) => port).join(', ')}
        </Statement>
      )}
      <Disclosure title={<span className="text-muted text-xs">Mode, data plane and ports</span>}>
        <div className="grid gap-x-6 pl-5 sm:grid-cols-2">
          {mode === undefined ? null : (
            <Statement name="Effective mode now" certainty={mode.certainty} because={mode.because} fact="mode" value={mode.value}>
              {mode.value}: {MODES[mode.value]}
            </Statement>
          )}
          <div>
            <Statement name="Data plane" fact="dataplane" value={dataplane}>
              {DATAPLANES[dataplane]}
            </Statement>
            {ownPorts.length === 0 ? null : (
              <Statement name="Ports with a mode of their own" fact="own-ports">
                {ownPorts.map((each) => `${each.port} ${each.mode}`).join(', ')}
              </Statement>
            )}
            {unservedPorts.length === 0 ? null : (
              <Statement name="Ports that no Service leads to" fact="unserved-ports">
                {unservedPorts.join(', ')}: STRICT holds there too
              </Statement>
            )}
          </div>
        </div>
      </Disclosure>
    </>
  );
}
