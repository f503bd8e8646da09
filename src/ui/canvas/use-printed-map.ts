import { type RefObject, useEffect } from 'react';

/** What fits beside the margins of a landscape A4 sheet, with the lines above and below the map, in CSS pixels of 1/96 inch. */
const SHEET = { width: 1040, height: 560 } as const;

/** A browser prints before it lets the map be drawn anew: the map goes onto the sheet as it is on the screen, scaled as a whole. */
export function usePrintedMap(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const fix = () => {
      const element = container.current;
      if (element === null) return;
      const { clientWidth, clientHeight } = element;
      element.style.setProperty('--printed-width', `${clientWidth}px`);
      element.style.setProperty('--printed-height', `${clientHeight}px`);
      element.style.setProperty('--printed-zoom', String(Math.min(1, SHEET.width / clientWidth, SHEET.height / clientHeight)));
    };
    const release = () => {
      for (const name of ['width', 'height', 'zoom']) container.current?.style.removeProperty(`--printed-${name}`);
    };
    window.addEventListener('beforeprint', fix);
    window.addEventListener('afterprint', release);
    return () => {
      window.removeEventListener('beforeprint', fix);
      window.removeEventListener('afterprint', release);
    };
  }, [container]);
}
