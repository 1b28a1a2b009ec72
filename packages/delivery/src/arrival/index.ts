export type { Fix } from './fix.ts';
export { afterFix, aheadOf, atDepot, type Journey, type PlannedStop } from './journey.ts';
export { estimates, type StopEstimate } from './estimate.ts';
export { usualHabits, type Habits } from './habits.ts';
export { noticeDue, noticeRule, type NoticeRule } from './notice.ts';
export { estimatesByPace, type Turns } from './turns.ts';
