import { type ReactNode, useMemo } from 'react';
import type { CanaryAnswer, CanaryReport } from '../../inquiry/canary/model';
import { many } from '../../lib/many';
import { rangeText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import { ProblemCard } from '../controls/ProblemCard';
import { PromQl } from '../panels/Queries';
import { Disclosure } from '../policies/Disclosure';
import { keyed } from '../policies/keyed';
import { ResourceViewer } from '../policies/ResourceViewer';
import { WithoutConfiguration } from '../policies/WithoutConfiguration';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';
import { CanaryList } from './CanaryList';
import { CanaryReportView } from './CanaryReportView';
import { isAbout } from './choose-report';
import { useCanaries } from './use-canaries';
import { worstFirst } from './verdicts';

/** Configured and measured shares side by side, for every host whose route splits its traffic. */
export function Canary(): ReactNode {
  const exposition = useApp((state) => state.exposition !== undefined);
  const reading = useApp((state) => state.configuration.phase === 'reading');
  const { answer: last, asking, failed, askAgain } = useCanaries();
  // What is said while resources are still on their way is no answer yet.
  const answer = last?.answered === false && reading ? undefined : last;
  if (exposition) return <p>Text of a proxy is shown instead of a source: leave it to see canaries.</p>;
  return (
    <div aria-busy={asking} data-canary={answer === undefined ? 'waiting' : 'answered'}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Moment answer={answer} />
        <Button onClick={askAgain} disabled={asking}>
          {asking ? 'Asking…' : 'Ask again'}
        </Button>
      </div>
      {failed ? (
        <p role="alert" className="mt-2">
          The question was not answered. Ask again; if that does not help, the problems beside the map say what is wrong with the source.
        </p>
      ) : null}
      {answer === undefined && !failed ? <Waiting /> : null}
      {answer === undefined ? null : (
        <ResourceViewer>
          <Answered answer={answer} />
        </ResourceViewer>
      )}
    </div>
  );
}

function Moment({ answer }: { readonly answer: CanaryAnswer | undefined }): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  if (answer === undefined || answer.atSeconds === 0) return <span />;
  return <p className="text-muted text-xs">{rangeText(answer.atSeconds - answer.windowSeconds, answer.atSeconds, offsetOf(zone))}</p>;
}

function Waiting(): ReactNode {
  return (
    <p role="status" className="mt-4 text-muted">
      Asking what is configured and what was measured…
    </p>
  );
}

function Answered({ answer }: { readonly answer: CanaryAnswer }): ReactNode {
  const reports = useMemo(() => worstFirst(answer.reports), [answer]);
  const problems = answer.problems.map((problem) => <ProblemCard key={`${problem.code} ${problem.message}`} problem={problem} />);
  if (reports.length === 0)
    return (
      <div className="mt-4 flex max-w-160 flex-col gap-3">
        {problems}
        <NoCanary answered={answer.answered} />
      </div>
    );
  return (
    <>
      {problems.length === 0 ? null : <div className="mt-2 flex flex-col gap-2">{problems}</div>}
      <Reports reports={reports} />
      <Asked answer={answer} />
    </>
  );
}

/** What was asked beyond the picture's own queries. */
function Asked({ answer: { queries } }: { readonly answer: CanaryAnswer }): ReactNode {
  if (queries.length === 0) return null;
  return (
    <div className="mt-4">
      <Disclosure
        title={
          <span className="text-muted text-xs">
            Asked for this page alone: {queries.length === 1 ? '1 query' : `${queries.length} queries`}
          </span>
        }
      >
        <ul className="flex flex-col gap-2">
          {keyed(queries, ({ promql }) => promql).map(({ key, item }) => (
            <li key={key}>
              <p className="flex items-center justify-between gap-2 text-xs">
                <span className="min-w-0 break-words">{displayText(item.why, 200)}</span>
                <CopyButton text={item.promql} what="this PromQL" />
              </p>
              <PromQl promql={item.promql} />
              {item.failed === undefined ? null : <ProblemCard problem={item.failed} />}
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}

function NoCanary({ answered }: { readonly answered: boolean }): ReactNode {
  const configured = useApp((state) => state.picture?.policies !== undefined);
  if (!configured) return <WithoutConfiguration />;
  if (!answered) return <p>Nothing was measured yet: the canaries come with the first complete picture.</p>;
  return (
    <p>
      No route splits the traffic of any host here. A split is a VirtualService, HTTPRoute, GRPCRoute or TCPRoute with several weighted
      destinations, or subsets of a DestinationRule; widen the namespaces if you expected one.
    </p>
  );
}

function Reports({ reports }: { readonly reports: readonly CanaryReport[] }): ReactNode {
  const of = useApp((state) => state.view.detailsOf);
  const actions = useActions();
  const asked = of === undefined || of === '' ? undefined : reports.find((report) => isAbout(report, of));
  const chosen = asked ?? reports[0];
  if (chosen === undefined) return null;
  return (
    <div className="mt-3 grid gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
      <div>
        <p className="mb-1 text-muted text-xs" role="status">
          {many(new Set(reports.map(({ host }) => host)).size, 'host')} with a split, worst first
        </p>
        {of !== undefined && of !== '' && asked === undefined ? (
          <p className="mb-2 text-xs">{displayText(of, 80)} has no split in this picture.</p>
        ) : null}
        <CanaryList reports={reports} chosen={chosen.id} onChoose={(id) => actions.setDetails('canary', id)} />
      </div>
      <CanaryReportView key={chosen.id} report={chosen} />
    </div>
  );
}
