/** A straight scale from values to pixels. */
export interface Scale {
  at(value: number): number;
  ticks: readonly number[];
}

/** How many steps an axis has, about. */
const STEPS = 5;

/** @returns the scale that shows 0 and `highest`, from `from` to `to` pixels, with ticks at round values. */
export function linearScale(highest: number, from: number, to: number): Scale {
  const step = roundStep(highest / STEPS);
  const top = Math.max(step, Math.ceil(highest / step) * step);
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  return { at: value => from + ((to - from) * value) / top, ticks };
}

/** The next of 1, 2, 5, 10, 20, ... that is not below `about`; whole ones, as what is counted here is whole. */
function roundStep(about: number): number {
  if (about <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(about));
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= about) ?? 10 * power;
}

/** The middle of each of `count` bands between `from` and `to` pixels, and how wide a band is. */
export function bands(
  count: number,
  from: number,
  to: number,
): { middle(index: number): number; width: number } {
  const width = count === 0 ? 0 : (to - from) / count;
  return { middle: index => from + width * (index + 0.5), width: Math.abs(width) };
}

/** How much room a label below the chart needs, in pixels. */
const LABEL_WIDTH = 80;

/** @returns which labels there is room for, where each has a band: 1 is all of them, 2 is every second one. */
export function labelStep(bandWidth: number): number {
  return Math.max(1, Math.ceil(LABEL_WIDTH / Math.max(bandWidth, 1)));
}
