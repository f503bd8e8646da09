import { Download, Upload } from 'lucide-react';
import { type ChangeEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import type { DraftWords } from '../../inquiry/what-if/draft-words';
import type { EdgeId, NodeId } from '../../mesh/model';
import { displayText } from '../../scene/display-text';
import { Button, IconButton } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import type { Dropped } from '../policies/dropped-files';
import { useFileDrop } from '../policies/use-file-drop';
import { downloadText } from '../table/download-text';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { type DraftFile, draftOfFiles } from './file-text';
import { ProposeFlyout } from './ProposeFlyout';
import { StartMenu } from './StartMenu';
import type { Governed } from './subject';
import type { Draft } from './use-draft';

interface DraftBarProps {
  readonly draft: Draft;
  readonly words: DraftWords;
  readonly onPropose: (of: Governed) => void;
}

/** Where a draft comes from, and where it goes: copied or saved, never applied. */
export function DraftBar({ draft: { text, write }, words, onPropose }: DraftBarProps): ReactNode {
  const namespace = useNamespace();
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const read = useCallback(
    async (files: readonly DraftFile[]) => {
      const result = await draftOfFiles(files);
      setRefused(result.ok ? undefined : result.error);
      if (result.ok) write(result.value);
    },
    [write],
  );
  const over = useFileDrop(
    useCallback((dropped: Promise<Dropped>) => void dropped.then(({ files, fromFolders }) => read([...files, ...fromFolders])), [read]),
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <StartMenu namespace={namespace} onStart={write} />
        <OpenFile onFiles={read} />
        <ProposeFlyout workloads={words.workloads} services={words.services} onPropose={onPropose} />
        <span className="flex-1" />
        {text.trim() === '' ? null : (
          <>
            <CopyButton text={text} what="the draft" />
            <IconButton
              icon={Download}
              look="plain"
              label="Download the draft"
              onClick={() => downloadText('draft.yaml', 'application/yaml', text)}
            />
          </>
        )}
      </div>
      {refused === undefined ? null : (
        <p role="alert" className="text-fail text-xs">
          <span aria-hidden>✕ </span>
          {displayText(refused, 300)}
        </p>
      )}
      {over ? (
        <p className="pointer-events-none fixed inset-3 z-50 flex items-center justify-center rounded-2xl border-2 border-accent border-dashed bg-surface/85 p-4 text-center font-semibold text-lg">
          Drop YAML or JSON: it becomes the draft
        </p>
      ) : null}
    </>
  );
}

function OpenFile({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  return (
    <>
      <input ref={input} type="file" multiple hidden aria-label="Files for the draft" onChange={take} />
      <Button icon={Upload} title="Open files as the draft" onClick={() => input.current?.click()}>
        Open…
      </Button>
    </>
  );
}

/** Where a new resource most likely belongs: beside what is selected, else in the scope, else in the first namespace seen. */
function useNamespace(): string {
  const selected = useApp((state) => state.view.selected);
  const scope = useApp((state) => state.view.namespaces[0]);
  const seen = useApp((state) => state.picture?.namespaces[0]);
  const mesh = useMesh();
  const edge = mesh?.edges.get(selected as EdgeId);
  const node = mesh?.nodes.get(edge?.target ?? (selected as NodeId));
  return node?.namespace ?? scope ?? seen ?? 'default';
}
