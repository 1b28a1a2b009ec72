import { refusalSentence, type ToldRefusal } from '@latchkey/carrier-sdk';
import { Button, Notice, Stack, useFormat, useLanguage, useSentences, type Format } from '@latchkey/web-kit';
import { useNow } from '../../parts/use-now.ts';
import { asksHere, refusedHere } from '../../model/at-door.ts';
import type { PassageView } from '../model/passage.ts';
import { isOpen } from '../model/screen.ts';
import { Frame } from '../parts/frame.tsx';
import { invitedSentences, type Sentences } from '../sentences/index.ts';
import type { AtProps } from './door.tsx';

interface Words {
  readonly title: string;
  readonly next: string;
}

/** What is the case, then the one thing to do: never whose fault it might be. */
export const ShutScreen = ({ view, passage, date, door, codeHelps }: AtProps) => {
  const t = useSentences(invitedSentences);
  const words = useShutWords(view, codeHelps);
  const now = useNow();
  if (view.fault !== undefined) {
    return (
      <Frame title={words.title} back>
        <Notice tone="alarm" title={words.title}>
          <p>{words.next}</p>
        </Notice>
      </Frame>
    );
  }
  const anew = isOpen(date, now) && asksHere(date) && view.here === undefined && view.notReached === undefined;
  const again = anew ? passage.hereAgain : () => void passage.knock(door);
  return (
    <Frame
      title={words.title}
      back
      bar={
        <Stack gap="tight">
          {codeHelps && byCode.has(view.notReached) && (
            <Button kind="quiet" size="thumb" onClick={() => void passage.showCode(door)}>
              {t.doorCode.show}
            </Button>
          )}
          <Button size="thumb" onClick={again}>
            {anew ? (view.refusedOver === 'tag' ? t.here.tapAgain : t.here.again) : t.refused.again}
          </Button>
        </Stack>
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

/** A door that cannot be asked over the line, and has not said no. */
const byCode: ReadonlySet<PassageView['notReached']> = new Set([
  'no-reception',
  'unavailable',
  'hub-offline',
  'hub-silent',
]);

export const useShutWords = (view: PassageView, codeHelps: boolean): Words => {
  const t = useSentences(invitedSentences);
  const { language } = useLanguage();
  const format = useFormat();
  const now = useNow();
  if (view.fault !== undefined) return t.distrust;
  if (view.notReached === 'no-reception' && !codeHelps) return t.noCode;
  if (view.notReached !== undefined) return t.notReached[view.notReached];
  const refusal = view.refusal ?? { reason: view.moment.at === 'refused' ? view.moment.reason : 'not-recognised' };
  return refusedHere(view, refusal.reason, t.here) ?? refusalWords(refusal, t, format, now, language);
};

/** The door's own reasons that mean something else to a person who comes again than to a parcel's courier. */
const refusalWords = (
  refusal: ToldRefusal,
  t: Sentences,
  format: Format,
  nowMs: number,
  language: 'en' | 'de',
): Words => {
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
