import { ArrowUp, Plus, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { MOST_RULES, NAMESPACE_PATTERN, PROTOCOLS } from '../../app/url-codec/threshold-rules';
import { DEFAULT_VIEW } from '../../app/view-state';
import type { Limits, ThresholdRule } from '../../mesh/model';
import { PROTOCOL_NAMES } from '../../telemetry/protocol-names';
import { Button, IconButton } from '../controls/Button';
import { Check, TextInput } from '../controls/Field';
import { useTyped } from '../controls/use-typed';
import { useActions, useApp } from '../use-app';
import { NumberField } from './NumberField';

/** The limits of all calls, and rules for calls into some namespaces before them. */
export function ThresholdSettings(): ReactNode {
  const thresholds = useApp((state) => state.view.thresholds);
  const actions = useActions();
  const { rules } = thresholds;
  const setRules = (next: readonly ThresholdRule[]) => actions.setThresholds({ ...thresholds, rules: next });
  const { rules: _rules, ...limits } = thresholds;
  return (
    <>
      <p className="text-muted text-xs">
        Rules are read from the top; the first that fits a call decides, the last line stands for all others. The called end’s namespace
        counts, because what it answers is what is judged. Below the rate floor a call is not judged: “too little traffic to judge”.
      </p>
      <ol className="flex flex-col gap-2" aria-label="Threshold rules">
        {rules.map((rule, index) => (
          <RuleRow
            // Rules have no id of their own: their place in the list is what they are.
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity.
            key={index}
            number={index + 1}
            rule={rule}
            onChange={(changed) => setRules(rules.map((each, at) => (at === index ? changed : each)))}
            onRemove={() => setRules(rules.filter((_, at) => at !== index))}
            onUp={() => setRules(movedUp(rules, index))}
          />
        ))}
      </ol>
      <fieldset className="flex flex-wrap items-start gap-3 rounded-md border border-line p-2" aria-label="All other calls">
        <span className="w-72 pt-5 font-medium text-sm max-sm:w-full max-sm:pt-0">All other calls</span>
        <LimitFields limits={limits} protocol="any" onChange={(part) => actions.setThresholds({ ...thresholds, ...part })} />
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={Plus}
          disabled={rules.length >= MOST_RULES}
          onClick={() => setRules([...rules, { ...limits, namespace: '*', protocol: 'any' }])}
        >
          Add a rule
        </Button>
        <Button onClick={() => actions.setThresholds(DEFAULT_VIEW.thresholds)}>Defaults</Button>
      </div>
    </>
  );
}

function movedUp(rules: readonly ThresholdRule[], index: number): readonly ThresholdRule[] {
  const moved = rules[index];
  if (moved === undefined || index === 0) return rules;
  const others = rules.filter((_, at) => at !== index);
  return [...others.slice(0, index - 1), moved, ...others.slice(index - 1)];
}

interface RuleRowProps {
  readonly number: number;
  readonly rule: ThresholdRule;
  readonly onChange: (rule: ThresholdRule) => void;
  readonly onRemove: () => void;
  readonly onUp: () => void;
}

const PROTOCOL_WORDS = { any: 'HTTP and gRPC', ...PROTOCOL_NAMES } as const;

function RuleRow({ number, rule, onChange, onRemove, onUp }: RuleRowProps): ReactNode {
  const id = useId();
  return (
    <li>
      <fieldset className="flex flex-wrap items-start gap-3 rounded-md border border-line p-2" aria-label={`Rule ${number}`}>
        <div className="flex w-72 gap-2 max-sm:w-full">
          <NamespaceField namespace={rule.namespace} onChange={(namespace) => onChange({ ...rule, namespace })} />
          <div className="flex flex-col gap-0.5">
            <label htmlFor={id} className="text-2xs text-muted">
              Protocol
            </label>
            <select
              id={id}
              className="h-8 w-32 rounded-md border border-line-strong bg-surface px-1 text-ink text-sm"
              value={rule.protocol}
              onChange={(event) => {
                const protocol = PROTOCOLS.find((each) => each === event.target.value);
                if (protocol !== undefined) onChange({ ...rule, protocol });
              }}
            >
              {PROTOCOLS.map((protocol) => (
                <option key={protocol} value={protocol}>
                  {PROTOCOL_WORDS[protocol]}
                </option>
              ))}
            </select>
          </div>
        </div>
        <LimitFields limits={rule} protocol={rule.protocol} onChange={(part) => onChange({ ...rule, ...part })} />
        <span className="ml-auto flex pt-4">
          <IconButton label={`Move rule ${number} up`} icon={ArrowUp} disabled={number === 1} onClick={onUp} />
          <IconButton label={`Remove rule ${number}`} icon={X} onClick={onRemove} />
        </span>
      </fieldset>
    </li>
  );
}

function patternIn(text: string): string | undefined {
  const pattern = text.trim();
  return NAMESPACE_PATTERN.test(pattern) ? pattern : undefined;
}

function NamespaceField({
  namespace,
  onChange,
}: {
  readonly namespace: string;
  readonly onChange: (namespace: string) => void;
}): ReactNode {
  const id = useId();
  const { valid, field } = useTyped({ value: namespace, write: (text) => text, read: patternIn, onChange });
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-0.5">
      <label htmlFor={id} className="text-2xs text-muted">
        Called namespace
      </label>
      <TextInput id={id} placeholder="pay*" aria-describedby={`${id}-error`} {...field} />
      <span id={`${id}-error`} className="text-2xs text-fail empty:hidden">
        {valid ? '' : '✕ A name, or its beginning and *.'}
      </span>
    </div>
  );
}

interface LimitFieldsProps {
  readonly limits: Limits;
  readonly protocol: ThresholdRule['protocol'];
  readonly onChange: (part: Partial<Limits>) => void;
}

function LimitFields({ limits, protocol, onChange }: LimitFieldsProps): ReactNode {
  const tcp = protocol === 'tcp';
  const codes = protocol === 'any' || protocol === 'http';
  return (
    <>
      <NumberField
        label="Degraded from"
        unit="%"
        from={0}
        to={100}
        value={limits.degradedPercent}
        onChange={(degradedPercent) => onChange({ degradedPercent })}
      />
      <NumberField
        label="Failing from"
        unit="%"
        from={0}
        to={100}
        value={limits.failingPercent}
        onChange={(failingPercent) => onChange({ failingPercent })}
      />
      <NumberField
        label="Rate floor"
        unit={tcp ? 'conn/s' : 'rps'}
        from={0}
        to={1_000_000}
        value={limits.floorPerSecond}
        onChange={(floorPerSecond) => onChange({ floorPerSecond })}
      />
      {codes ? (
        <span className="pt-4">
          <Check label="HTTP 4xx are errors" checked={limits.count4xx} onChange={(event) => onChange({ count4xx: event.target.checked })} />
        </span>
      ) : null}
      {limits.degradedPercent > limits.failingPercent ? (
        <p className="w-full text-warn text-xs">▲ Nothing is ever degraded: it is failing before that.</p>
      ) : null}
    </>
  );
}
