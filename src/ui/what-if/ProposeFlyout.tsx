import { ShieldCheck } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../controls/Button';
import { Segments, TextInput } from '../controls/Field';
import { Flyout } from '../controls/Flyout';
import type { Governed } from './subject';

const KINDS = [
  { value: 'workload', label: 'Workload' },
  { value: 'service', label: 'Service (waypoint)' },
] as const;
const MOST_OFFERED = 500;

interface ProposeFlyoutProps {
  readonly workloads: readonly string[];
  readonly services: readonly string[];
  readonly onPropose: (of: Governed) => void;
}

/** Asks for whom a policy is to be proposed. */
export function ProposeFlyout({ workloads, services, onPropose }: ProposeFlyoutProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<Governed['kind']>('workload');
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState(false);
  const field = useId();
  const list = useId();
  const hint = useId();
  const offered = kind === 'workload' ? workloads : services;
  const propose = (event: FormEvent) => {
    event.preventDefault();
    const [namespace = '', called = '', ...more] = name.trim().split('/');
    const good = namespace !== '' && called !== '' && more.length === 0;
    setWrong(!good);
    if (!good) return;
    setOpen(false);
    onPropose({ kind, namespace, name: called });
  };
  return (
    <Flyout name="Least privilege" icon={ShieldCheck} open={open} onOpenChange={setOpen}>
      <form onSubmit={propose} className="flex flex-col gap-2">
        <p className="text-muted text-xs">An AuthorizationPolicy that lets in whom traffic showed, and nobody else.</p>
        <Segments name="For a" value={kind} choices={KINDS} onChoose={setKind} />
        <div className="flex flex-col gap-1 text-xs">
          <label htmlFor={field}>Namespace and name</label>
          <TextInput
            id={field}
            value={name}
            list={list}
            placeholder="shop/cart"
            aria-invalid={wrong}
            aria-describedby={wrong ? hint : undefined}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <datalist id={list}>
          {offered.slice(0, MOST_OFFERED).map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        {wrong ? (
          <p id={hint} role="alert" className="text-fail text-xs">
            Write namespace and name, such as shop/cart.
          </p>
        ) : null}
        <Button type="submit" look="primary">
          Propose
        </Button>
      </form>
    </Flyout>
  );
}
