import type { ReactNode } from 'react';
import type { ReadinessAnswer, ReadinessVerdict } from '../../inquiry/readiness/answer';
import { SPANS_SECONDS } from '../../inquiry/readiness/span';
import { formatDuration } from '../../lib/duration';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { Segments } from '../controls/Field';
import { Menu, MenuChoices } from '../controls/Menu';
import { Progress } from '../controls/Progress';
import { useApp } from '../use-app';
import { AskedQueries } from './AskedQueries';
import { NamespaceCard } from './NamespaceCard';
import { ReasonList } from './ReasonList';
import { useMinuteText } from './use-minute-text';
import { type ReadinessAsked, useReadiness } from './use-readiness';
import { VerdictMark } from './verdict-words';

/** May this namespace become STRICT? Verdict, who stands in the way, and the policies to copy. */
export function Readiness(): ReactNode {
  const exposition = useApp((state) => state.exposition !== undefined);
  const readiness = useReadiness();
  if (exposition) return <p>Text of a proxy is shown instead of a source: it has no past. Leave it to look back.</p>;
  const { answer, asking, failed } = readiness;
  return (
    <div aria-busy={asking} className="mx-auto flex max-w-6xl flex-col gap-4 text-sm">
      <Choices readiness={readiness} />
      {asking ? <LookingBack readiness={readiness} /> : null}
      {!asking && failed !== undefined ? <p role="alert">It could not be asked: {failed} Ask again.</p> : null}
      {!asking && failed === undefined && answer === undefined ? <p role="status">Stopped. Ask again, or choose a shorter span.</p> : null}
      {answer === undefined || asking ? null : <Answer answer={answer} />}
    </div>
  );
}

const EVERY = '';
const NONE: readonly string[] = [];

function Choices({ readiness: { asked, ask, asking, askAgain, stop } }: { readonly readiness: ReadinessAsked }): ReactNode {
  const seen = useApp((state) => state.picture?.namespaces ?? NONE);
  const names = [...new Set([...(asked.namespace === undefined ? [] : [asked.namespace]), ...seen])].sort();
  const choices = [{ value: EVERY, label: 'All namespaces' }, ...names.map((value) => ({ value, label: displayText(value, 80) }))];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Menu name="Namespace" caption value={asked.namespace === undefined ? 'all' : displayText(asked.namespace, 40)}>
        <MenuChoices
          value={asked.namespace ?? EVERY}
          choices={choices}
          onChoose={(value) => ask({ ...asked, namespace: value === EVERY ? undefined : value })}
        />
      </Menu>
      <div className="w-80 max-w-full">
        <Segments
          name="How far to look back"
          value={formatDuration(asked.spanSeconds)}
          choices={SPANS_SECONDS.map(formatDuration).map((value) => ({ value, label: value }))}
          onChoose={(value) =>
            ask({ ...asked, spanSeconds: SPANS_SECONDS.find((each) => formatDuration(each) === value) ?? asked.spanSeconds })
          }
        />
      </div>
      {asking ? <Button onClick={stop}>Stop</Button> : <Button onClick={askAgain}>Ask again</Button>}
    </div>
  );
}

function LookingBack({ readiness: { asked, share } }: { readonly readiness: ReadinessAsked }): ReactNode {
  const percent = Math.round(share * 100);
  return (
    <div role="status" aria-label="Looking back">
      <p className="text-muted">
        Asking the last {formatDuration(asked.spanSeconds)}, a day at a time, newest first: {percent} %.
      </p>
      <Progress label="Days that are asked" share={share} />
    </div>
  );
}

const HEADLINES: Readonly<Record<ReadinessVerdict, string>> = {
  ready: 'Nothing was seen that STRICT would refuse.',
  'not-ready': 'Something is in the way of STRICT: plaintext that was seen, or configuration.',
  'cannot-tell': 'Nothing was seen that STRICT would refuse, but not everything could be seen.',
};

function Answer({ answer }: { readonly answer: ReadinessAnswer }): ReactNode {
  const { verdict, namespaces, reasons, fromSeconds, toSeconds, keptFromSeconds, queries } = answer;
  const moment = useMinuteText();
  const ready = namespaces.filter((each) => each.verdict === 'ready').length;
  return (
    <>
      <div role="status" className="rounded-lg bg-sunken px-4 py-3" data-answer={verdict} data-to={toSeconds}>
        <p className="flex flex-wrap items-baseline gap-x-3 text-base">
          <VerdictMark verdict={verdict} />{' '}
          <span>{keptFromSeconds === undefined && verdict === 'cannot-tell' ? 'There was nothing to look at.' : HEADLINES[verdict]}</span>
        </p>
        <p className="mt-1 text-muted text-xs tabular-nums">
          {moment(fromSeconds)} to {moment(toSeconds)}
          {keptFromSeconds === undefined || keptFromSeconds === fromSeconds
            ? ''
            : `, of which the source has what is after ${moment(keptFromSeconds)}`}
          {namespaces.length < 2 ? '' : ` · ${ready} of ${many(namespaces.length, 'namespace')} ready`}
        </p>
      </div>
      <ReasonList reasons={reasons} name="Reasons that weigh on all of it" />
      {namespaces.map((each) => (
        <NamespaceCard key={each.namespace} of={each} alone={namespaces.length === 1} />
      ))}
      {namespaces.length === 0 ? <p>No workload of any namespace is known: neither configuration nor telemetry names one.</p> : null}
      <AskedQueries queries={queries} />
      <p className="text-muted text-xs">Nothing is ever applied from here.</p>
    </>
  );
}
