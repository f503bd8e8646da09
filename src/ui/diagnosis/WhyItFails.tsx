import type { ReactNode } from 'react';
import type { EdgeDiagnosis } from '../../inquiry/diagnosis/diagnose-edge';
import { formatDuration } from '../../lib/duration';
import { isSick } from '../../mesh/health';
import type { MeshEdge } from '../../mesh/model';
import { Section } from '../panels/Section';
import { ratioText } from '../text/edge-numbers';
import { useApp } from '../use-app';
import { useUnits } from '../use-units';
import { CauseCard } from './CauseCard';
import { useEdgeDiagnosis } from './use-edge-diagnosis';

/** Likely causes of what fails on an edge, the most likely one open. */
export function WhyItFails({ edge }: { readonly edge: MeshEdge }): ReactNode {
  const diagnosed = useEdgeDiagnosis(edge.id);
  // Totals since a proxy started add up failures of any time: no cause of now can be told from them.
  const totals = useApp((state) => state.picture?.totalsSinceStart === true);
  if (totals) return null;
  // Connections without a byte are as often probes as denials: what looks well is well until something is told.
  if (diagnosed.state !== 'told' && !isSick(edge.health)) return null;
  return (
    <Section title="Why it fails">
      {diagnosed.state === 'told' ? (
        <Causes diagnosis={diagnosed.diagnosis} open={needsEyes(edge, diagnosed.diagnosis)} />
      ) : (
        <p className="text-muted" aria-busy={diagnosed.state === 'asking'}>
          {WAITING[diagnosed.state]}
        </p>
      )}
    </Section>
  );
}

const WAITING = {
  asking: 'Codes, flags and policies are held against each other…',
  nothing: 'No code, no flag and no refused connection of this picture tells why.',
  failed: 'The diagnosis could not be made. The codes and flags below stand; a reload asks again.',
} as const;

/** From this share on, refusals that do not count as errors (4xx) are told openly. */
const MUCH = 0.1;

function needsEyes({ health, requestsPerSecond, connections }: MeshEdge, { failingPerSecond }: EdgeDiagnosis): boolean {
  return isSick(health) || failingPerSecond >= MUCH * (requestsPerSecond ?? connections?.closedPerSecond ?? 0);
}

function Causes({ diagnosis, open }: { readonly diagnosis: EdgeDiagnosis; readonly open: boolean }): ReactNode {
  const units = useUnits();
  const { unit, failingPerSecond, windowSeconds, causes, unexplained, missing } = diagnosis;
  const [first] = causes;
  const rate = unit === 'requests' ? units.requests(failingPerSecond) : units.connections(failingPerSecond);
  return (
    <>
      <p className="mb-1 text-muted text-xs">
        {rate} {unit === 'requests' ? 'carry an error or a flag' : 'failed'} in the window of {formatDuration(windowSeconds)}; likely causes
        in order:
      </p>
      <ol className="flex flex-col gap-0.5">
        {causes.map((cause) => (
          // Whichever comes to stand first opens.
          <li key={cause === first ? `first ${cause.code}` : cause.code}>
            <CauseCard cause={cause} open={open && cause === first} />
          </li>
        ))}
      </ol>
      {unexplained > 0 ? <p className="mt-1">{ratioText(unexplained)} of it has no cause that is known here.</p> : null}
      {missing.length === 0 ? null : (
        <ul className="mt-2 flex flex-col gap-0.5 text-2xs text-muted" aria-label="What is not known">
          {missing.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </>
  );
}
