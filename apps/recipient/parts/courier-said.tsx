import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import type { VisitSummary } from '../model/visit-stage.ts';
import { saidSentences } from '../sentences/said.ts';

/** What the courier said apart from the door: that they left for their own safety, or where the parcel is now. */
export const CourierSaid = ({ visit }: { visit: VisitSummary }) => {
  const t = useSentences(saidSentences);
  const format = useFormat();
  const { unsafeS, left } = visit.said ?? {};
  return (
    <>
      {unsafeS !== undefined && (
        <Notice tone="needs" title={t.unsafe(format.second(unsafeS * 1000))}>
          {t.unsafeNext}
        </Notice>
      )}
      {left !== undefined && <Notice title={t.left[left.to]}>{t.leftAt(format.second(left.atS * 1000))}</Notice>}
    </>
  );
};
