/** Inquiries ask the source, or evaluate drafts: a saved file answers none of them. */
import type { Inquiries } from '../../../../worker/inquiries/index';

const unanswered = () => Promise.reject(new Error('a saved file has no source to ask; open it in Seamark itself'));

export const inquiries: Readonly<Record<keyof Inquiries, typeof unanswered>> = {
  'draft-words': unanswered,
  canary: unanswered,
  diagnosis: unanswered,
  'least-privilege': unanswered,
  readiness: unanswered,
  'what-if': unanswered,
};
