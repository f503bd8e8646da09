import type { ReactNode } from 'react';
import { CopyButton } from '../controls/CopyButton';

/** Read-only commands to copy, one a line. */
export function Commands({ commands }: { readonly commands: readonly string[] }): ReactNode {
  return commands.map((command) => (
    <div key={command} className="mt-1 flex items-start gap-2">
      <code className="min-w-0 flex-1 break-all rounded border border-line bg-sunken px-1.5 py-0.5 font-mono text-2xs">{command}</code>
      <CopyButton text={command} what={`the command ${command}`} />
    </div>
  ));
}
