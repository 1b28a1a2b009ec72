import { refusalSentence, type ToldRefusal } from '@latchkey/carrier-sdk';
import { Button, Notice, Stack, useFormat, useLanguage, useSentences, type Format } from '@latchkey/web-kit';
import { useNow } from '../../parts/use-now.ts';
import type { Passage, PassageView } from '../model/passage.ts';
import { Frame } from '../parts/frame.tsx';
import { invitedSentences, type Sentences } from '../sentences/index.ts';

/** The door said no, or could not be asked. Once the bolt has moved, the door's own receipts speak instead. */
export const isShut = ({ knocking, refusal, notReached, fault, moment, allowed }: PassageView): boolean =>
  fault !== undefined ||
  (!knocking &&
    (refusal !== undefined || notReached !== undefined || (moment.at === 'refused' && !allowed)) &&
    ['before', 'filming', 'refused', 'expired', 'blocked'].includes(moment.at));

/** What is the case, then the one thing to do: never whose fault it might be. */
export const Shut = ({ view, passage, door }: { view: PassageView; passage: Passage; door: number }) => {
  const t = useSentences(invitedSentences);
  const { language } = useLanguage();
  const format = useFormat();
  const now = useNow();
  if (view.fault !== undefined) {
    return (
      <Frame title={t.distrust.title} back>
        <Notice tone="alarm" title={t.distrust.title}>
          <p>{t.distrust.next}</p>
        </Notice>
      </Frame>
    );
  }
  const refusal = view.refusal ?? { reason: view.moment.at === 'refused' ? view.moment.reason : 'not-recognised' };
  const words =
    view.notReached === undefined ? refusalWords(refusal, t, format, now, language) : t.notReached[view.notReached];
  return (
    <Frame
      title={words.title}
      back
      bar={
        <Button size="thumb" onClick={() => void passage.knock(door)}>
          {t.refused.again}
        </Button>
      }
    >
      <Stack>
        <p className="label">{t.refused.title}</p>
        <h1 className="huge">{words.title}</h1>
        <p className="lead">{words.next}</p>
      </Stack>
    </Frame>
  );
};

/** The door's own reasons that mean something else to a person who comes again than to a parcel's courier. */
const refusalWords = (
  refusal: ToldRefusal,
  t: Sentences,
  format: Format,
  nowMs: number,
  language: 'en' | 'de',
): { readonly title: string; readonly next: string } => {
  const at = (unixS: number) => `${format.day(unixS * 1000, nowMs)}, ${format.time(unixS * 1000)}`;
  const { reason } = refusal;
  const nextBeginsS = refusal['nextBeginsS'] ?? refusal['beginsS'];
  if (reason === 'outside-occurrence' || reason === 'not-yet-valid' || reason === 'expired')
    return typeof nextBeginsS === 'number' ? t.refused.nextDate(at(nextBeginsS)) : t.refused.noDate;
  if (reason === 'blocked' || reason === 'signer-unknown') return t.refused.blocked;
  if (reason === 'used-up') return t.refused.usedUp;
  if (reason === 'approval-late' || reason === 'approval-refused') return t.refused[reason];
  const here = { beginsS: 0, endsS: 0, trackingNumber: '' };
  const { title, next } = refusalSentence(refusal, here, language, { time: at });
  return { title, next: waits.has(reason) ? next : t.refused.next };
};

/** Whose advice is to wait, or to do something at the door: nothing in it is about parcels or dispatch. */
const waits: ReadonlySet<string> = new Set([
  'not-armed',
  'time-unknown',
  'not-resumed',
  'nonce-unknown',
  'nonce-expired',
  'camera-not-recording',
  'door-busy',
  'door-not-closed',
  'too-many-attempts',
  'too-many-asks',
]);
