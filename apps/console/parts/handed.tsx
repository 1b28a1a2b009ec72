import { LiveRegion, Notice, useSentences } from '@latchkey/web-kit';
import { isHanded, type Handed as Outcome, type Handing } from '../model/dispatch/handing.ts';
import { dispatchSentences, type DispatchSentences } from '../sentences/dispatch.ts';
import { sentences, type Sentences } from '../sentences/index.ts';

const reason = (handed: Outcome, t: DispatchSentences, all: Sentences): string => {
  if (handed === 'away' || handed === 'conflict') return t[handed];
  return handed === 'at-the-door' || handed === 'later' ? '' : all.faults[handed];
};

/** How giving away goes, and what became of it: what failed first, each with its reason. */
export const Handed = ({ handing, to }: { handing: Handing | undefined; to?: string | undefined }) => {
  const t = useSentences(dispatchSentences);
  const all = useSentences(sentences);
  if (handing === undefined) return null;
  const { results, running } = handing;
  const given = results.filter(({ handed }) => isHanded(handed)).length;
  const later = results.filter(({ handed }) => handed === 'later').length;
  const failed = results.filter(({ handed }) => !isHanded(handed));
  const done = to === undefined ? t.doneMany(given) : t.done(given, to);
  return (
    <>
      {running && <Notice title={t.running(results.length, handing.all)} />}
      {!running && failed.length > 0 && (
        <Notice tone="needs" title={t.notGiven(failed.length)}>
          <ul className="console-reasons">
            {failed.map(({ order: { row }, handed }) => (
              <li key={row.shipment.shipmentId}>
                <span className="mono">{row.shipment.trackingNumbers[0]}</span>: {reason(handed, t, all)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {!running && given > 0 && (
        <Notice tone="use" title={done}>
          {later === 0 ? t.doneWhy : t.later(later)}
        </Notice>
      )}
      <LiveRegion words={running ? '' : failed.length > 0 ? t.notGiven(failed.length) : given > 0 ? done : ''} />
    </>
  );
};
