import type { SnapshotForm } from '../../app/snapshot-types';

interface FormOfSnapshot {
  readonly id: SnapshotForm;
  /** In the dialog that saves. */
  readonly title: string;
  readonly says: string;
  /** Where it is one way of several to take something out of the page. */
  readonly entry: string;
}

/** Both forms of a saved snapshot; the first is the dialog's own choice, the id as what the view is of (`detailsOf`) chooses another. */
export const SNAPSHOT_FORMS: readonly FormOfSnapshot[] = [
  {
    id: 'html',
    title: 'A page to read: .html',
    says: 'Opens in any browser, years later and without a network: map, panels, timeline, find, table and notes are in the file.',
    entry: 'Saved page (.html)',
  },
  {
    id: 'data',
    title: 'The data alone: .seamark.json.gz',
    says: 'Small; opens by dropping it on Seamark, and with "seamark diff".',
    entry: 'Snapshot file (.seamark.json.gz)',
  },
];
