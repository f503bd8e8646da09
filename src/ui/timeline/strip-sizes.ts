/** Heights of the strip's parts in rem quarters (Tailwind's spacing): the same numbers for names, lines and tops, so that they stand in rows. */
export const MARKS_CLASS = 'h-6';
export const LANE_CLASS = 'h-8';
export const AXIS_CLASS = 'h-5';
/** Of the picture of a lane, in its own units; it is stretched to the class above. */
export const LANE_UNITS = 32;
/** Half the width of the time below the head. */
export const HALF_CHIP_PIXELS = 30;
