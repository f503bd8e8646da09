/** Prints the sample still as SVG: other processes with other clocks and languages must print the same. */
import { sampleStill } from '../testing/sample-still';
import { stillSvg } from './still-svg';

process.stdout.write(stillSvg(sampleStill()));
