import { createContext, use } from 'react';
import { createSpeaker, type Speaker } from './speaker';

/** Nobody listens outside the page. */
export const SpeakerContext = createContext<Speaker>(createSpeaker());

export const useSpeaker = (): Speaker => use(SpeakerContext);
