import { useState } from 'react';
import { sourceWords } from '../../app/frame-of-state';
import { downloadBlob } from '../controls/download-blob';
import { downloadText } from '../table/download-text';
import { fileName } from '../text/file-name';
import { useAppHandle } from '../use-app';

/** What became of it, in a sentence; "✕" stands before what did not work. */
type Told = { readonly text: string; readonly failed?: true };

export interface WaysOut {
  readonly told: Told | undefined;
  readonly tell: (told: Told) => void;
  /** `what` names the file after what is in it; text with its media type. */
  readonly download: (what: string, extension: string, content: Blob | { readonly text: string; readonly type: string }) => void;
  /** `it` is what the sentences call it, such as "the summary". */
  readonly copy: (it: string, copying: Promise<boolean>) => Promise<void>;
}

/** Files and the clipboard: each way out of the export says where it led. */
export function useWaysOut(): WaysOut {
  const app = useAppHandle();
  const [told, tell] = useState<Told>();
  return {
    told,
    tell,
    download: (what, extension, content) => {
      const state = app.getState();
      const name = fileName([what, sourceWords(state)], state.picture?.atSeconds ?? 0, extension);
      if (content instanceof Blob) downloadBlob(name, content);
      else downloadText(name, content.type, content.text);
      tell({ text: `${name} was handed to the browser.` });
    },
    copy: async (it, copying) =>
      tell(
        (await copying)
          ? { text: `On the clipboard: ${it}.` }
          : { text: `This browser did not let ${it} onto the clipboard. Download it instead.`, failed: true },
      ),
  };
}
