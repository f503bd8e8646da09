/** The button that changed the panel is gone after the change: focus goes to the new title instead of getting lost. */
export const PANEL_TITLE_ID = 'panel-title';

export function focusPanelTitle(): void {
  requestAnimationFrame(() => document.getElementById(PANEL_TITLE_ID)?.focus({ preventScroll: true }));
}
