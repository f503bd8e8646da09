/** A share as canaries are read: one digit behind the point where two shares may lie close together. */

/** 0.118 → "11.8 %", 0.1 → "10 %", 0.0004 → "<0.1 %"; 0 % and 100 % mean exactly that. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1 %';
  if (share < 1 && share > 0.9995) return '>99.9 %';
  return `${Number((share * 100).toFixed(1))} %`;
}

/** A difference of two shares: "4.5 points", "0.02 points". */
export function pointsText(difference: number): string {
  const points = Math.abs(difference) * 100;
  return `${Number(points < 1 ? points.toPrecision(1) : points.toFixed(1))} points`;
}

/** "1 request", "18000 requests". */
export function countText(count: number, unit: 'requests' | 'connections'): string {
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
