import { MonitorPlay, Settings, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { DEFAULT_VIEW } from '../../app/view-state';
import type { Thresholds } from '../../mesh/model';
import { Button } from '../controls/Button';
import { Check, TextInput } from '../controls/Field';
import { Flyout } from '../controls/Flyout';
import { useTyped } from '../controls/use-typed';
import { parseNumber } from '../text/parse-number';
import { useActions, useApp, useAppHandle } from '../use-app';

/** Thresholds of health and what is drawn beyond the ordinary. */
export function OptionsMenu({ className }: { readonly className?: string }): ReactNode {
  const showFolded = useApp((state) => state.view.showFolded);
  const showIdle = useApp((state) => state.view.showIdle);
  const showServices = useApp((state) => state.view.showServices);
  const showConfigured = useApp((state) => state.view.showConfigured);
  const thresholds = useApp((state) => state.view.thresholds);
  const actions = useActions();
  const app = useAppHandle();
  const change = (part: Partial<Thresholds>) => actions.setThresholds({ ...thresholds, ...part });
  return (
    <Flyout name="Options" icon={SlidersHorizontal} {...(className === undefined ? {} : { className })}>
      <div className="flex flex-col gap-4">
        <section>
          <h2 className="mb-1 font-semibold text-xs">Drawn</h2>
          <Check
            label="Idle edges"
            description="Known to Prometheus, but nothing flowed in the window. Asks again."
            checked={showIdle}
            onChange={(event) => actions.setShowIdle(event.target.checked)}
          />
          <Check
            label="Services in between"
            description="Callers call a service, the service its workloads; grouped by workload or app. Asks nothing."
            checked={showServices}
            onChange={(event) => actions.setShowServices(event.target.checked)}
          />
          <Check
            label="Idle, from configuration"
            description="Workloads, services and hosts that resources name, without traffic in the window. Asks nothing."
            checked={showConfigured}
            onChange={(event) => actions.setShowConfigured(event.target.checked)}
          />
          <Check
            label="Folded ztunnel legs"
            description="The TCP legs that a waypoint’s hop already stands for."
            checked={showFolded}
            onChange={(event) => actions.setShowFolded(event.target.checked)}
          />
        </section>
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold text-xs">Health of an edge, failed requests</h2>
          <PercentField
            key={`degraded ${thresholds.degradedPercent}`}
            label="Degraded above"
            percent={thresholds.degradedPercent}
            onChange={(degradedPercent) => change({ degradedPercent })}
          />
          <PercentField
            key={`failing ${thresholds.failingPercent}`}
            label="Failing from"
            percent={thresholds.failingPercent}
            onChange={(failingPercent) => change({ failingPercent })}
          />
          <Check
            label="Count HTTP 4xx as errors"
            description="Degraded from 10 %, failing from 20 % of requests."
            checked={thresholds.count4xx}
            onChange={(event) => change({ count4xx: event.target.checked })}
          />
          <Button onClick={() => actions.setThresholds(DEFAULT_VIEW.thresholds)}>Defaults</Button>
          <p className="text-muted text-xs">
            {thresholds.rules.length === 0 ? 'These hold for all calls.' : `${thresholds.rules.length} rules come before these.`} Rules per
            namespace and protocol, rate floor, labels, units and saved views are in the settings.
          </p>
          <Button icon={Settings} onClick={() => app.face?.openSettings()}>
            All settings
          </Button>
          <Button icon={MonitorPlay} onClick={() => actions.setMode('wall')}>
            Wall board
          </Button>
        </section>
      </div>
    </Flyout>
  );
}

interface PercentFieldProps {
  readonly label: string;
  readonly percent: number;
  readonly onChange: (percent: number) => void;
}

const percentIn = (text: string): number | undefined => parseNumber(text, 0, 100);

function PercentField({ label, percent, onChange }: PercentFieldProps): ReactNode {
  const id = useId();
  const { field } = useTyped({ value: percent, write: String, read: percentIn, onChange });
  return (
    <div className="flex items-center gap-2 text-sm">
      <label htmlFor={id} className="flex-1">
        {label}
      </label>
      <TextInput id={id} inputMode="decimal" className="!w-20 text-right" {...field} />
      <span aria-hidden>%</span>
    </div>
  );
}
