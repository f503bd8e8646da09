import { FileCode2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Ref, refText } from '../../istio/ref';
import { displayText } from '../../scene/display-text';
import { useOpenResource } from './open-resource';

const NONE: readonly string[] = [];

/** A named resource: opens its text, at `path` if one decided. */
export function ResourceLink({ of: ref, path }: { readonly of: Ref; readonly path?: string | undefined }): ReactNode {
  const open = useOpenResource();
  return (
    <button
      type="button"
      onClick={() => open({ ref, paths: path === undefined ? NONE : [path] })}
      title={path === undefined ? 'Show its YAML' : `Show its YAML at ${displayText(path, 80)}`}
      className="inline-flex min-h-6 max-w-full items-center gap-1 rounded text-left text-accent text-xs underline decoration-dotted underline-offset-2 hover:decoration-solid"
    >
      <FileCode2 size={12} aria-hidden className="shrink-0" />
      <span className="min-w-0 break-words">
        {displayText(refText(ref), 120)}
        {path === undefined ? null : <span className="text-muted"> {displayText(path, 60)}</span>}
      </span>
    </button>
  );
}
