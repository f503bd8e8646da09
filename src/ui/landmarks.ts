/** Ids of the places that skip links, commands and the keyboard walk lead to. */
export const MAP_ID = 'map';
export const FORM_ID = 'form';
export const OUTLINE_ID = 'outline';
export const PANEL_ID = 'panel';
export const NOTES_ID = 'notes';
