/** Words that YAML 1.1 or 1.2 read as something else than text. */
const NOT_TEXT = /^(true|false|yes|no|on|off|y|n|null|~)$/i;
/** Plain as it stands: no sign of YAML, and no number. */
const PLAIN = /^[A-Za-z][A-Za-z0-9._/-]*$/;

/** A scalar of YAML that reads back as exactly this text: plain where that is safe, else quoted as JSON, which YAML reads. */
export function yamlText(text: string): string {
  return PLAIN.test(text) && !NOT_TEXT.test(text) ? text : JSON.stringify(text);
}
