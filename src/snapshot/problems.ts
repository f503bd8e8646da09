/** Everything that can be wrong with a snapshot's file, in one sentence each, with what to do next. */
import type { Problem } from '../lib/problem';
import { SNAPSHOT_LIMITS } from './limits';

const failure = (code: string, message: string, hint: string): Problem => ({ code, severity: 'error', message, hint });

const ANOTHER_COPY = 'Get the file again from whoever saved it; a copy cut off or edited on its way cannot be opened.';

export const snapshotEmpty = (): Problem => failure('snapshot-empty', 'The file is empty.', ANOTHER_COPY);

export const snapshotForeign = (): Problem =>
  failure(
    'snapshot-foreign',
    'This is not a snapshot of Seamark.',
    'Open a file that ends in .seamark.json.gz; resources and proxy statistics are dropped onto the page as they are.',
  );

export const snapshotOtherSchema = (schema: string): Problem =>
  failure(
    'snapshot-foreign',
    `This file is a ${JSON.stringify(schema.slice(0, 60))}, not a snapshot of Seamark.`,
    'Open a file that ends in .seamark.json.gz.',
  );

export const snapshotNewer = (schema: string): Problem =>
  failure(
    'snapshot-newer',
    `This snapshot was made by a newer Seamark (${schema.slice(0, 60)}).`,
    'Open it with that version, or ask for the HTML form, which brings its own.',
  );

export const snapshotPage = (): Problem =>
  failure(
    'snapshot-page',
    'This is the page form of a snapshot.',
    'Open it in a browser: it shows itself, and can save its data as a file.',
  );

export const snapshotBroken = (): Problem =>
  failure('snapshot-broken', 'The snapshot is damaged: it cannot be unpacked to its end.', ANOTHER_COPY);

export const snapshotAltered = (): Problem =>
  failure(
    'snapshot-altered',
    'The snapshot was changed or damaged after it was saved: its content does not match its checksum.',
    ANOTHER_COPY,
  );

export const snapshotMisshapen = (path: string, expected: string): Problem =>
  failure('snapshot-misshapen', `The snapshot cannot be read: ${path} is not ${expected}.`, ANOTHER_COPY);

export const snapshotTooLarge = (): Problem =>
  failure(
    'snapshot-too-large',
    `The file holds more than a snapshot may: ${megabytes(SNAPSHOT_LIMITS.bytes)} packed, ${megabytes(SNAPSHOT_LIMITS.inflatedBytes)} unpacked, ${SNAPSHOT_LIMITS.values / 1e6} million values.`,
    'Save it again over a shorter timeline or fewer namespaces.',
  );

export const snapshotTooDeep = (): Problem =>
  failure('snapshot-too-deep', `The snapshot cannot be read: it is nested deeper than ${SNAPSHOT_LIMITS.depth} levels.`, ANOTHER_COPY);

const megabytes = (bytes: number): string => `${bytes / 1e6} MB`;
