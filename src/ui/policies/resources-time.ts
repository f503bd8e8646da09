/** Whether verdicts and findings on screen are judged by resources of another time than the traffic. */
import type { AppState } from '../../app/app-types';
import { comparedShown } from '../../app/difference-shown';

interface ResourcesTime {
  /** For a line that has little room. */
  readonly short: string;
  /** A sentence, with what to do where something can be done. */
  readonly says: string;
}

const NOW: ResourcesTime = {
  short: 'resources of now, traffic of then',
  says: 'Judged by the resources of now, not of the moment shown. Drop the manifests of that time on the page to judge by those.',
};
const SAVED: ResourcesTime = {
  short: 'resources of the saving, traffic before it',
  says: 'Judged by the resources of when this file was saved, not of the moment shown.',
};

/** undefined = they are of one time, somebody chose the files, or nothing is judged: what only the other moment (A) had is drawn by what is known of it then, or not at all. */
export function resourcesTime(
  state: Pick<AppState, 'configuration' | 'picture' | 'snapshot'> & {
    readonly view: Pick<AppState['view'], 'end' | 'compare' | 'compared'>;
  },
): ResourcesTime | undefined {
  const { configuration, picture, snapshot, view } = state;
  if (picture?.policies === undefined || comparedShown({ picture, view }) === 'before') return undefined;
  if (snapshot !== undefined) return picture.atSeconds < snapshot.savedAtSeconds - picture.windowSeconds ? SAVED : undefined;
  return configuration.origin === 'kubernetes' && view.end.kind === 'at' ? NOW : undefined;
}
