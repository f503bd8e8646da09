import { FolderOpen } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../controls/Button';
import { ProblemCard } from '../controls/ProblemCard';
import { useOpenSnapshot } from './use-open-snapshot';

export function OpenSnapshot(): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const { open, opening, problem } = useOpenSnapshot();
  return (
    <section className="flex flex-col items-start gap-2 border-line border-t pt-4">
      <h3 className="font-semibold">Open a snapshot</h3>
      <p className="text-muted text-xs">
        A .seamark.json.gz, or a .html that Seamark saved; it can also be dropped anywhere on the page. It stays in this browser, and nobody
        is asked for anything while it is open.
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".gz,.json,.html,application/gzip,text/html"
        aria-label="Snapshot file"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void open(file);
          event.target.value = '';
        }}
      />
      <Button icon={FolderOpen} disabled={opening} aria-busy={opening} onClick={() => input.current?.click()}>
        {opening ? 'Opening…' : 'Choose a file'}
      </Button>
      {problem === undefined ? null : (
        <div role="alert">
          <ProblemCard problem={problem} />
        </div>
      )}
    </section>
  );
}
