/** Ids of the places that skip links, commands and the keyboard walk lead to. */
export const MAP_ID = 'map';
export const FORM_ID = 'form';
export const OUTLINE_ID = 'outline';
export const PANEL_ID = 'panel';
export const NOTES_ID = 'notes';
/** What the panel shows, without the line that it folds to. */
export const PANEL_BODY_ID = 'panel-body';
export const TIMELINE_ID = 'timeline';
export const COMPARISON_ID = 'comparison';
