import type { ReactNode } from 'react';
import { Check, Segments } from '../controls/Field';
import { useActions, useApp } from '../use-app';

/** Taste: nobody else sees it. */
export function LookSettings(): ReactNode {
  const { theme, density, units, timeZone, flow } = useApp((state) => state.preferences);
  const actions = useActions();
  return (
    <div className="grid max-w-2xl gap-x-6 gap-y-3 sm:grid-cols-2">
      <Choice
        name="Theme"
        value={theme}
        choices={[
          { value: 'system', label: 'System' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
        onChoose={actions.setTheme}
      />
      <Choice
        name="Density"
        value={density}
        choices={[
          { value: 'compact', label: 'Compact' },
          { value: 'comfortable', label: 'Comfortable' },
        ]}
        onChoose={actions.setDensity}
      />
      <Choice
        name="Rates"
        value={units.rates}
        choices={[
          { value: 'second', label: 'per second' },
          { value: 'minute', label: 'per minute' },
        ]}
        onChoose={(rates) => actions.setUnits({ ...units, rates })}
      />
      <Choice
        name="Bytes"
        value={units.bytes}
        choices={[
          { value: 'decimal', label: 'kB, MB' },
          { value: 'binary', label: 'KiB, MiB' },
        ]}
        onChoose={(bytes) => actions.setUnits({ ...units, bytes })}
      />
      <Choice
        name="Times"
        value={timeZone}
        choices={[
          { value: 'utc', label: 'UTC' },
          { value: 'local', label: 'Local' },
        ]}
        onChoose={actions.setTimeZone}
      />
      <Check
        label="Dots travel along edges at the rate of their requests"
        description="Off where the system asks for reduced motion."
        checked={flow}
        onChange={({ target }) => actions.setFlow(target.checked)}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ name, ...rest }: ChoiceProps<T>): ReactNode {
  return (
    <div className="flex items-center gap-3">
      <span className="w-16 shrink-0 text-sm" aria-hidden>
        {name}
      </span>
      <div className="min-w-0 flex-1">
        <Segments name={name} {...rest} />
      </div>
    </div>
  );
}
