/** A snapshot is looked at in the page. */
import { Page } from '../../../../ui/Page';

export const EmbedFrame = Page;
