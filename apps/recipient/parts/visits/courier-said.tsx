import type { UnsafeSaid } from '@latchkey/delivery';
import { Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { failedVisit } from '../../model/parcels/failed-visit.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { saidSentences } from '../../sentences/said.ts';
import { useHome } from '../home-context.tsx';

/** What the courier said apart from the door: that they left for their own safety, or where the parcel is now; and what was chosen for that. */
export const CourierSaid = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(saidSentences);
  const format = useFormat();
  const { unsafeS, left } = staged.visit.said ?? {};
  return (
    <>
      {unsafeS !== undefined && (
        <Notice tone="needs" title={t.unsafe(format.second(unsafeS * 1000))}>
          {t.unsafeNext}
        </Notice>
      )}
      {left !== undefined && <Notice title={t.left[left.to]}>{t.leftAt(format.second(left.atS * 1000))}</Notice>}
      <Chosen staged={staged} />
    </>
  );
};

/** The same of a person who comes again, with the server's time where theirs is another. */
export const PersonSaid = ({ staged, name }: { staged: StagedVisit; name: string }) => {
  const t = useSentences(saidSentences);
  const format = useFormat();
  const aside = useOtherTime(staged.person?.unsafe);
  const { unsafeS } = staged.visit.said ?? {};
  if (unsafeS === undefined) return null;
  return (
    <Notice tone="needs" title={t.unsafePerson(name, format.second(unsafeS * 1000))}>
      <p>{t.unsafePersonNext}</p>
      {aside !== undefined && <p className="small">{aside}</p>}
    </Notice>
  );
};

/** Nearer together the two times say the same: clocks differ, and sending takes a while. */
const clocksApartS = 60;

const useOtherTime = (said: UnsafeSaid | undefined): string | undefined => {
  const t = useSentences(saidSentences);
  const format = useFormat();
  if (said === undefined || Math.abs(said.atS - said.heardS) <= clocksApartS) return undefined;
  const [atMs, heardMs] = [said.atS * 1000, said.heardS * 1000];
  const isOneDay = format.day(atMs, heardMs) === format.day(heardMs, heardMs);
  // Another day has its date, not how it is called from here.
  const moment = (ms: number) => (isOneDay ? '' : `${format.day(ms, 0)}, `) + format.second(ms);
  return atMs > heardMs ? t.ahead(moment(atMs)) : t.later(moment(heardMs));
};

/** Only the phone that chose can say it: it went sealed to the carrier. */
const Chosen = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(saidSentences);
  const { fallback } = useSentences(parcelsSentences).terms;
  const { home } = useHome();
  const choice = useObservable(home.parcels.choices.all)[staged.visit.visitId];
  const failed = failedVisit(staged, choice?.terms.ifFails);
  if (failed === undefined) return null;
  const { to, detail } = failed.chosen;
  return (
    <p>
      {t.chose(detail === '' ? fallback[to] : `${fallback[to]} (${detail})`)}
      {failed.otherwise && ` ${t.otherwise}`}
    </p>
  );
};
