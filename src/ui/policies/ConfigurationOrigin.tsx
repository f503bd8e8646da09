import type { ReactNode } from 'react';
import { displayText } from '../../scene/display-text';
import type { ConfigurationStatus } from '../../worker/messages';
import { WithoutConfiguration } from './WithoutConfiguration';

const MOST_NAMED = 5;

/** Where the resources come from, as a sentence. */
export function ConfigurationOrigin({ status: { origin, from } }: { readonly status: ConfigurationStatus }): ReactNode {
  if (origin === 'none') return <WithoutConfiguration />;
  const named = from.slice(0, MOST_NAMED).map((name) => displayText(name, 80));
  const more = from.length > MOST_NAMED ? ` and ${from.length - MOST_NAMED} more` : '';
  return (
    <p data-origin={origin} className="break-words">
      {origin === 'kubernetes' ? 'From the Kubernetes API at ' : 'From dropped files: '}
      <span className="font-medium">{named.join(', ')}</span>
      {more}. {origin === 'kubernetes' ? 'Changes arrive by themselves.' : 'They stay in this browser.'}
    </p>
  );
}
