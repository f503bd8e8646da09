/** `URL.parse`, which Node 20 does not have: undefined when the text is no absolute address. */
export function parseAddress(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}
