/** Why a draft is not compared at all, in one sentence each, with what to do next. */
import type { Problem } from '../../lib/problem';

const error = (code: string, message: string, hint: string): Problem => ({ code, severity: 'error', message, hint });

export const draftTooLarge = (characters: number): Problem =>
  error(
    'draft-too-large',
    `The draft is longer than ${Math.round(characters / 1_000_000)} million characters, so none of it was read.`,
    'Give only the resources that are about to change.',
  );

export const tooManyDocuments = (most: number): Problem =>
  error(
    'draft-too-many-documents',
    `The draft has more than ${most} documents, so none of it was read.`,
    'Give only the resources that are about to change.',
  );

export const draftEmpty = (): Problem => ({
  code: 'draft-empty',
  severity: 'info',
  message: 'The draft is empty: there is nothing to compare.',
  hint: 'Write a resource, or name one to remove.',
});

export const noEvidence = (): Problem =>
  error(
    'what-if-without-configuration',
    'No resources and no traffic are known yet, so there is nothing to hold the draft against.',
    'Wait for the first answer, configure a Kubernetes API, or drop the files of the configuration.',
  );

export const noTraffic = (): Problem => ({
  code: 'what-if-without-traffic',
  severity: 'warning',
  message: 'No call was observed in the window: the draft may change calls that are not seen here.',
  hint: 'Take a longer window, or a time with traffic.',
});
