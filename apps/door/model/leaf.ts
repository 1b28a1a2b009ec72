/** The flat door's leaf turns about its hinges on the left, towards whoever looks: 0 is shut, 100 wide open. */
export const widestDegrees = 68;

const radians = (percent: number) => (Math.min(100, Math.max(0, percent)) / 100) * widestDegrees * (Math.PI / 180);

/** Drawn as an oblique projection: the free edge comes nearer, so it moves in and down. */
const dropPerWidth = 0.34;

/** An SVG matrix about the hinge at (0, 0). */
export const leafMatrix = (percent: number): string => {
  const angle = radians(percent);
  const inwards = Math.cos(angle);
  const down = Math.sin(angle) * dropPerWidth;
  return `matrix(${inwards.toFixed(4)} ${down.toFixed(4)} 0 1 0 0)`;
};

/** Where the free edge is to be so that it is under the pointer: `share` is its distance from the hinge in leaf widths. */
export const percentUnderPointer = (share: number): number => {
  const narrowest = Math.cos(radians(100));
  const angle = Math.acos(Math.min(1, Math.max(narrowest, share)));
  return Math.round((angle / radians(100)) * 100);
};
