import { useEffect } from 'react';
import type { ExportTab } from '../app/export-types';
import type { NoteSubject } from '../mesh/note';
import { subjectOf } from '../mesh/note-subject';
import { focusSoon } from './focus-soon';
import { NOTES_ID, OUTLINE_ID } from './landmarks';
import { useSelectionSentence } from './status/Announcer';
import { useSpeaker } from './status/use-speaker';
import { useAppHandle } from './use-app';

interface PageFaceProps {
  readonly openHelp: () => void;
  readonly openPalette: () => void;
  readonly openSettings: () => void;
  readonly openCompare: () => void;
  readonly openOutline: () => void;
  readonly closeOutline: () => void;
  /** `about` = a note about it is begun. */
  readonly openNotes: (about?: NoteSubject) => void;
  readonly closeNotes: () => void;
  readonly openExport: (tab?: ExportTab) => void;
}

const isIn = (id: string): boolean => document.getElementById(id)?.contains(document.activeElement) === true;

/** Lends the page to commands while it is mounted; draws nothing. */
export function PageFace(props: PageFaceProps): null {
  const { openHelp, openPalette, openSettings, openCompare, openOutline, closeOutline, openNotes, closeNotes, openExport } = props;
  const app = useAppHandle();
  const speaker = useSpeaker();
  const sentence = useSelectionSentence();
  useEffect(() => {
    app.face = {
      openHelp,
      openPalette,
      openSettings,
      openCompare,
      toggleOutline() {
        if (isIn(OUTLINE_ID)) closeOutline();
        else openOutline();
      },
      toggleNotes() {
        if (isIn(NOTES_ID)) closeNotes();
        else openNotes();
      },
      showNote(id) {
        openNotes();
        focusSoon(`#${NOTES_ID} [data-note="${CSS.escape(id)}"]`);
      },
      writeNote: () => openNotes(subjectOf(app.getState().view.selected)),
      openExport,
      saySelection: () => speaker.say(sentence ?? 'Nothing is selected.'),
    };
    return () => {
      app.face = undefined;
    };
  }, [
    app,
    speaker,
    sentence,
    openHelp,
    openPalette,
    openSettings,
    openCompare,
    openOutline,
    closeOutline,
    openNotes,
    closeNotes,
    openExport,
  ]);
  return null;
}
