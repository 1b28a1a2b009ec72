import { browserClock } from '@latchkey/web-kit/model';
import { useTick } from '@latchkey/web-kit';

/** Unix milliseconds, each second: for durations and days only. */
export const useNow = (): number => useTick(browserClock).wallMs;
