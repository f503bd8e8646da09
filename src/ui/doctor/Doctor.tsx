import type { ReactNode } from 'react';
import { momentText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import type { CheckState } from '../../telemetry/doctor/check';
import type { Diagnosis } from '../../telemetry/doctor/diagnose';
import { Button } from '../controls/Button';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { useSource } from '../use-source';
import { CheckCard } from './CheckCard';
import { useDiagnosis } from './use-diagnosis';

/** One page that says what is measured, what is missing, what that hides and what would bring it back. */
export function Doctor(): ReactNode {
  const exposition = useApp((state) => state.exposition !== undefined);
  const { diagnosis, asking, askAgain } = useDiagnosis();
  if (exposition) return <p>Text of a proxy is shown instead of a source: leave it to have the source examined.</p>;
  return (
    <div aria-busy={asking}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Moment />
        <Button onClick={askAgain} disabled={asking}>
          {asking ? 'Asking…' : 'Ask again'}
        </Button>
      </div>
      {diagnosis === undefined ? <Waiting /> : <Results diagnosis={diagnosis} />}
    </div>
  );
}

function Moment(): ReactNode {
  const source = useSource();
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  return (
    <p className="text-muted text-xs">
      {source === undefined ? '' : displayText(source.label, 60)}
      {atSeconds === undefined ? '' : ` at ${momentText(atSeconds, offset)}`}
    </p>
  );
}

function Waiting(): ReactNode {
  return (
    <div className="mt-4 flex flex-col gap-3" role="status">
      <span className="sr-only">Asking what is measured…</span>
      {['w-3/4', 'w-1/2', 'w-2/3', 'w-3/5'].map((width) => (
        <div key={width} className={`h-4 rounded bg-sunken motion-safe:animate-pulse ${width}`} aria-hidden />
      ))}
    </div>
  );
}

/** What stands together; what is good comes last and says so in few words. */
const PARTS: readonly { readonly title: string; readonly states: readonly CheckState[] }[] = [
  { title: 'Missing', states: ['missing', 'partial'] },
  { title: 'Cannot tell', states: ['unknown'] },
  { title: 'There', states: ['good'] },
];

function Results({ diagnosis: { results } }: { readonly diagnosis: Diagnosis }): ReactNode {
  const wrong = results.filter(({ state }) => state === 'missing' || state === 'partial').length;
  return (
    <>
      <p className="mt-2 font-semibold text-base" role="status">
        {wrong === 0 ? 'Everything the map needs is there.' : `${wrong} of ${results.length} checks found something missing.`}
      </p>
      {PARTS.map(({ title, states }) => {
        const part = results.filter(({ state }) => states.includes(state));
        return part.length === 0 ? null : (
          <section key={title} className="mt-3" aria-label={title}>
            <h3 className="border-line border-b pb-1 font-semibold text-muted text-xs">
              {title} ({part.length})
            </h3>
            <ul className="divide-y divide-line">
              {part.map((result) => (
                <CheckCard key={result.id} result={result} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
