import type { ReactNode } from 'react';
import type { CallPolicy } from '../../policy/model';
import { TONE_TEXT } from '../controls/marks';
import { Statement } from './Statement';
import { TRANSPORTS, WORKS } from './words';

/** What the client sends, and whether it gets in. */
export function CallTransport({ call: { transport } }: { readonly call: CallPolicy }): ReactNode {
  const works = WORKS[transport.works];
  return (
    <Statement
      name="What travels"
      certainty={transport.certainty}
      because={transport.because}
      fact="transport"
      value={`${transport.value} ${transport.works}`}
    >
      {TRANSPORTS[transport.value]},{' '}
      <span className={transport.works === 'F' ? `font-semibold ${TONE_TEXT[works.tone]}` : ''}>
        {transport.works === 'F' ? '✕ ' : ''}
        {works.text}
      </span>
      .
    </Statement>
  );
}
