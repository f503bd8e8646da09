/** The offset of the clock that the user chose. */
import type { TimeZone } from '../../app/app-types';
import { type OffsetMinutes, utcOffset } from '../../lib/range-text';

/** The browser's own zone. */
const localOffset: OffsetMinutes = (seconds) => -new Date(seconds * 1000).getTimezoneOffset();
export const offsetOf = (zone: TimeZone): OffsetMinutes => (zone === 'utc' ? utcOffset : localOffset);
