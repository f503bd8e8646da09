import { Check, Copy, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { copyText } from './copy-text';

const SHOWN_MS = 2000;
type Told = 'ready' | 'copied' | 'failed';
const WORDS: Readonly<Record<Told, string>> = { ready: 'Copy', copied: 'Copied', failed: 'Select and copy by hand' };
const ICONS = { ready: Copy, copied: Check, failed: X } as const;

/** `what` completes the accessible name: "Copy the PromQL of p99". */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): ReactNode {
  const [told, setTold] = useState<Told>('ready');
  useEffect(() => {
    if (told === 'ready') return;
    const timer = window.setTimeout(() => setTold('ready'), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [told]);
  const Icon = ICONS[told];
  const copy = () => void copyText(text).then((done) => setTold(done ? 'copied' : 'failed'));
  return (
    <button
      type="button"
      aria-label={`Copy ${what}`}
      onClick={copy}
      className="print:hidden inline-flex h-6 shrink-0 items-center gap-1 rounded border border-line bg-surface px-1.5 text-2xs text-muted hover:border-line-strong hover:text-ink"
    >
      <Icon size={12} aria-hidden />
      <span aria-live="polite">{WORDS[told]}</span>
    </button>
  );
}
