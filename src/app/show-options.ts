import type { ShowOptions } from '../worker/messages';
import type { ViewState } from './view-state';

/** The part of a view that decides how fetched rows are grouped. */
export const showOptions = ({ groupBy, opened, closed, thresholds, showServices, showConfigured, compared }: ViewState): ShowOptions => ({
  groupBy,
  opened,
  closed,
  thresholds,
  showServices,
  showConfigured,
  compared,
});
