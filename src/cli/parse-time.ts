const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
/** The last moment a Date can show. */
const LAST_SECOND = 8.64e12;

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** RFC 3339 or Unix seconds as Unix seconds; undefined for anything else, the 30th of February included. */
export function parseTime(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const seconds = Number(text);
    return seconds <= LAST_SECOND ? seconds : undefined;
  }
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  if (year === undefined || month === undefined || day === undefined || (hour ?? 24) > 23 || (minute ?? 60) > 59 || (second ?? 60) > 59)
    return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  const whole = Date.parse(text.toUpperCase().replace(' ', 'T').replace(/\.\d+/, ''));
  return Number.isNaN(whole) ? undefined : whole / 1000 + Number(`0${match[7] ?? ''}`);
}
