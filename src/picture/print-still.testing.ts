/** Prints the sample still as SVG: other processes with other clocks and languages must print the same; with `without-locale` nothing there may ask for one, not even while it is loaded. */
import { withoutLocale } from '../testing/without-locale';

if (process.argv.includes('without-locale')) withoutLocale();
const { sampleStill } = await import('../testing/sample-still');
const { stillSvg } = await import('./still-svg');
process.stdout.write(stillSvg(sampleStill()));
