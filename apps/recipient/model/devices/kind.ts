/** What a device is, for a name that its person did not give it. */
export type DeviceKind = 'phone' | 'tablet' | 'computer';

interface Told {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/** By what the browser says of itself: a guess, which nothing hangs on. An iPad calls itself a Mac with fingers. */
export const kindOfDevice = ({ userAgent, maxTouchPoints }: Told): DeviceKind => {
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(userAgent)) return 'tablet';
  if (/iPhone|Mobile/.test(userAgent)) return 'phone';
  return userAgent.includes('Macintosh') && maxTouchPoints > 1 ? 'tablet' : 'computer';
};
