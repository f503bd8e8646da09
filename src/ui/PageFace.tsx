import { useEffect } from 'react';
import { MAP_ID } from './canvas/MeshCanvas';
import { focusSoon } from './focus-soon';
import { OUTLINE_ID } from './outline/Outline';
import { useSelectionSentence } from './status/Announcer';
import { useSpeaker } from './status/use-speaker';
import { useAppHandle } from './use-app';

interface PageFaceProps {
  readonly openHelp: () => void;
  readonly openPalette: () => void;
  readonly setOutlineOpen: (open: boolean) => void;
}

/** Lends the page to commands while it is mounted; draws nothing. */
export function PageFace({ openHelp, openPalette, setOutlineOpen }: PageFaceProps): null {
  const app = useAppHandle();
  const speaker = useSpeaker();
  const sentence = useSelectionSentence();
  useEffect(() => {
    app.face = {
      openHelp,
      openPalette,
      toggleOutline() {
        const inside = document.getElementById(OUTLINE_ID)?.contains(document.activeElement) === true;
        setOutlineOpen(!inside);
        focusSoon(inside ? `#${MAP_ID}` : `#${OUTLINE_ID} [role="treeitem"][tabindex="0"]`);
      },
      saySelection: () => speaker.say(sentence ?? 'Nothing is selected.'),
    };
    return () => {
      app.face = undefined;
    };
  }, [app, speaker, sentence, openHelp, openPalette, setOutlineOpen]);
  return null;
}
