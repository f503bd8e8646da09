import { useEffect } from 'react';
import { OUTLINE_ID } from './landmarks';
import { useSelectionSentence } from './status/Announcer';
import { useSpeaker } from './status/use-speaker';
import { useAppHandle } from './use-app';

interface PageFaceProps {
  readonly openHelp: () => void;
  readonly openPalette: () => void;
  readonly openSettings: () => void;
  readonly openOutline: () => void;
  readonly closeOutline: () => void;
}

/** Lends the page to commands while it is mounted; draws nothing. */
export function PageFace({ openHelp, openPalette, openSettings, openOutline, closeOutline }: PageFaceProps): null {
  const app = useAppHandle();
  const speaker = useSpeaker();
  const sentence = useSelectionSentence();
  useEffect(() => {
    app.face = {
      openHelp,
      openPalette,
      openSettings,
      toggleOutline() {
        const inside = document.getElementById(OUTLINE_ID)?.contains(document.activeElement) === true;
        if (inside) closeOutline();
        else openOutline();
      },
      saySelection: () => speaker.say(sentence ?? 'Nothing is selected.'),
    };
    return () => {
      app.face = undefined;
    };
  }, [app, speaker, sentence, openHelp, openPalette, openSettings, openOutline, closeOutline]);
  return null;
}
