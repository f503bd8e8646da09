/** All inquiries by name: the page asks one with `actions.inquire(name, question)`. */

import { canaryInquiry } from './canary';
import { diagnosisInquiry } from './diagnosis';
import { draftWordsInquiry } from './draft-words';
import { leastPrivilegeInquiry } from './least-privilege';
import { readiness } from './readiness';
import { whatIfInquiry } from './what-if';

export const inquiries = {
  'draft-words': draftWordsInquiry,
  canary: canaryInquiry,
  diagnosis: diagnosisInquiry,
  'least-privilege': leastPrivilegeInquiry,
  readiness,
  'what-if': whatIfInquiry,
};

export type Inquiries = typeof inquiries;
export type InquiryName = keyof Inquiries;
// biome-ignore lint/suspicious/noExplicitAny: infers both sides of whatever function is registered.
type AnyInquiry = (question: any, context: never) => Promise<unknown>;
export type QuestionOf<N extends InquiryName> = Inquiries[N] extends AnyInquiry ? Parameters<Inquiries[N]>[0] : never;
export type AnswerOf<N extends InquiryName> = Inquiries[N] extends AnyInquiry ? Awaited<ReturnType<Inquiries[N]>> : never;
