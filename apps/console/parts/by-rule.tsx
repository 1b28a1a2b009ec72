import { useSentences } from '@latchkey/web-kit';
import type { Row } from '../model/desk.ts';
import { dispatchSentences } from '../sentences/dispatch.ts';

/** Beside a courier's name: which rule gave them this visit, as it read then. */
export const ByRule = ({ row: { byRule } }: { row: Row }) => {
  const t = useSentences(dispatchSentences);
  if (byRule === undefined) return null;
  return <span className="soft small console-second">{t.byRuleOf(byRule.rule, byRule.area)}</span>;
};
