import { type ReactNode, useState } from 'react';
import type { DrawnFinding } from '../../policy/drawn';
import type { FindingSeverity } from '../../policy/model';
import { Button } from '../controls/Button';
import { Section } from '../panels/Section';
import { FindingCard } from './FindingCard';
import { ResourcesTime } from './ResourcesTime';
import { useFindings, useFindingsOf } from './use-findings';
import { WithoutConfiguration } from './WithoutConfiguration';
import { SEVERITIES } from './words';

const PAGE = 50;
const ORDER: readonly FindingSeverity[] = ['error', 'warning', 'info'];

/** Everything that needs a person, worst first. */
export function Findings(): ReactNode {
  const findings = useFindings();
  const [most, setMost] = useState(PAGE);
  if (findings === undefined)
    return (
      <Section title="Findings">
        <WithoutConfiguration />
      </Section>
    );
  return (
    <Section title={`Findings (${findings.length})`} aside={<span className="text-2xs text-muted">{countsText(findings)}</span>}>
      <ResourcesTime className="mb-3" />
      {findings.length === 0 ? <p className="text-muted">Configuration and traffic agree as far as they are known.</p> : null}
      <ul className="flex flex-col gap-3">
        {findings.slice(0, most).map((finding) => (
          <li key={finding.id}>
            <FindingCard finding={finding} leads />
          </li>
        ))}
      </ul>
      {findings.length > most ? (
        <Button className="mt-3 w-full" onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, findings.length - most)} more of {findings.length}
        </Button>
      ) : null}
    </Section>
  );
}

/** "2 errors, 1 warning". */
function countsText(findings: readonly DrawnFinding[]): string {
  return ORDER.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? SEVERITIES[severity].one : SEVERITIES[severity].many}`];
  }).join(', ');
}

/** Those of one drawn edge or node, complete. */
export function FindingsOf({ id }: { readonly id: string }): ReactNode {
  const findings = useFindingsOf(id);
  if (findings.length === 0) return null;
  return (
    <Section title={`Findings (${findings.length})`}>
      <ul className="flex flex-col gap-3">
        {findings.slice(0, PAGE).map((finding, index) => (
          <li key={finding.id}>
            <FindingCard finding={finding} leads={false} open={index === 0} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
