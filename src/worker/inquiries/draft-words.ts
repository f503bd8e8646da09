import { type DraftWords, draftWords } from '../../inquiry/what-if/draft-words';
import type { Inquiry } from './inquiry';

/** Names to complete a draft with; null while nothing is known of the mesh. */
export const draftWordsInquiry: Inquiry<undefined, DraftWords | null> = async (_, { evidence }) =>
  evidence === undefined ? null : draftWords(evidence.inventory, evidence.observation);
