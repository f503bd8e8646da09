/** Problems of the data worker itself. */
import type { Problem } from '../lib/problem';

/** A bug of ours: said, not swallowed. */
export const inquiryFailed = (error: unknown): Problem => ({
  code: 'inquiry-failed',
  severity: 'error',
  message: `The question could not be answered: ${error instanceof Error ? error.message : String(error)}`,
  hint: 'Ask again; if it stays, report it with this sentence.',
});

export const nothingToSave = (): Problem => ({
  code: 'snapshot-nothing',
  severity: 'error',
  message: 'There is no picture to save yet.',
  hint: 'Save it again when the map is there.',
});
