import { Lock, LockOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SaidOfTransport } from '../../inquiry/what-if/model';
import type { Transport } from '../../policy/model';

const NAMES: Readonly<Record<Transport, string>> = {
  plaintext: 'Plaintext',
  mtls: 'mTLS',
  hbone: 'HBONE',
  tls: 'Own TLS',
  unknown: 'Unknown',
};

/** What the client sends and whether it gets in: sign and words. */
export function TransportMark({ said: { value, works } }: { readonly said: SaidOfTransport }): ReactNode {
  const mutual = value === 'mtls' || value === 'hbone';
  const Icon = mutual ? Lock : LockOpen;
  return (
    <span
      data-transport={value}
      data-works={works}
      className={`inline-flex items-center gap-1 ${works === 'F' ? 'font-semibold text-fail' : ''}`}
    >
      {value === 'unknown' ? <span aria-hidden>?</span> : <Icon size={13} aria-hidden />}
      {NAMES[value]}
      {works === 'F' ? ', refused' : ''}
    </span>
  );
}
