/** A cause that its flag names without doubt: nothing of configuration has to be weighed. */
import type { Cause, Question } from './cause';
import type { FailingCall } from './failing-call';
import { hasFlag } from './signs';
import type { Symptom } from './symptom';

interface FlagCause extends Omit<Cause, 'explain'> {
  readonly flags: readonly string[];
  readonly commands: (call: FailingCall, symptom: Symptom) => readonly string[];
  readonly asks?: readonly string[];
}

export function flagCause({ flags, commands, asks = [], ...cause }: FlagCause): Cause {
  const questions: readonly Question[] = asks.map((ask) => ({ ask }));
  return {
    ...cause,
    explain: (symptom, call) =>
      hasFlag(symptom, ...flags)
        ? { sure: 'certain', commands: commands(call, symptom), ...(questions.length > 0 && { questions }) }
        : undefined,
  };
}
