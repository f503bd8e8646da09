/** Texts and attributes of XML: nothing from the mesh can open an element, end an attribute or turn the direction of reading. */

/** What XML 1.0 does not allow, and what changes the direction of the text around it. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Cs}/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const xmlText = (text: string): string => text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');

/** An id that is unlike every other id's: letters, digits, dots, colons and hyphens stay, all else is written as "_" and its code. */
export const xmlId = (id: string): string => id.replace(/[^A-Za-z0-9.:-]/gu, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}_`);
