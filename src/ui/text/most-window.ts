/** The longest window that can be chosen. */
export const MOST_WINDOW_SECONDS = 7 * 86_400;
