/**
 * The first notice falls due when at most two stops are before this one and the estimate is down to five and a half minutes. Both figures
 * are chosen on tours of real stretches, and judged on those of other couriers (docs/arrival.md). A circle around the house gave under
 * a minute, and false alarms.
 */
export interface NoticeRule {
  readonly aheadS: number;
  readonly stopsBefore: number;
}

export const noticeRule: NoticeRule = { aheadS: 330, stopsBefore: 2 };

export const noticeDue = (
  { etaS, stopsBefore }: { readonly etaS: number; readonly stopsBefore: number },
  rule = noticeRule,
): boolean => stopsBefore <= rule.stopsBefore && etaS <= rule.aheadS;
