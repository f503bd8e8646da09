/** What the theme's variables are now, for a canvas; where colours are forced, the system's. */
export function readColours(element: Element, names: readonly string[]): ReadonlyMap<string, string> {
  const probe = document.createElement('span');
  probe.style.setProperty('forced-color-adjust', 'none');
  element.append(probe);
  const colours = new Map(
    names.map((name): [string, string] => {
      probe.style.color = `var(${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return colours;
}
