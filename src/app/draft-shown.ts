/** What of a draft and of the chosen overlay is on the map now. */
import { DRAFT_OVERLAY_ID } from '../scene/overlays/draft';
import { POLICY_OVERLAYS } from '../scene/overlays/index';
import type { AppState } from './app-types';
import { differenceShown } from './difference-shown';
import type { DraftOnMap } from './draft-types';

type Parts = Parameters<typeof differenceShown>[0] & { readonly draft?: AppState['draft'] };

/** undefined while two moments are compared: their difference is drawn then. */
export const draftShown = ({ draft, ...parts }: Parts): DraftOnMap | undefined =>
  differenceShown(parts) === undefined ? draft : undefined;

/** Id of what the legend explains (scene/overlays); undefined = traffic and health alone. */
export function overlayShown({
  draft,
  picture,
  view,
}: Pick<AppState, 'view'> & { readonly draft?: AppState['draft']; readonly picture: AppState['picture'] }): string | undefined {
  if (draftShown({ draft, picture, view }) !== undefined) return DRAFT_OVERLAY_ID;
  return picture?.policies === undefined ? undefined : POLICY_OVERLAYS.find(({ id }) => id === view.overlay)?.id;
}
