/** Label values are hostile; this makes them safe in the language of Graphviz. */
import { oneLine } from '../lib/one-line';

/** A quoted string of DOT: quotes and backslashes escaped, so that no escape sequence of a label is left. */
export const dotText = (text: string): string => `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`;
