import { Download, Upload } from 'lucide-react';
import { type ChangeEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import type { DraftWords } from '../../inquiry/what-if/draft-words';
import { displayText } from '../../scene/display-text';
import { Button, IconButton } from '../controls/Button';
import { CopyButton } from '../controls/CopyButton';
import type { Dropped } from '../policies/dropped-files';
import { useFileDrop } from '../policies/use-file-drop';
import { downloadText } from '../table/download-text';
import { useApp } from '../use-app';
import { type DraftFile, draftOfFiles } from './file-text';
import { StartMenu } from './StartMenu';
import type { Draft } from './use-draft';

interface DraftBarProps {
  readonly draft: Draft;
  readonly words: DraftWords;
}

/** Where a draft comes from, and where it goes: copied or saved, never applied. */
export function DraftBar({ draft: { text, write }, words }: DraftBarProps): ReactNode {
  const scope = useApp((state) => state.view.namespaces);
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
        <StartMenu namespace={scope[0] ?? words.namespaces[0] ?? 'default'} onStart={write} />
        <OpenFile onFiles={read} />
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
