import type { EventName, Receipt } from '@latchkey/protocol';
import type { Format } from '@latchkey/web-kit/format';
import type { NoticesSentences } from '../../sentences/notices.ts';
import type { BlockStep } from './blocking.ts';
import type { HeardStep } from './hearing.ts';
import type { Told } from './reading.ts';

/** A notification, before a browser's own form of it. */
export interface Content {
  readonly title: string;
  readonly body: string;
  /** One notice a visit: a newer one takes the older one's place. */
  readonly tag: string;
  readonly visitId: string | undefined;
  /** `watch` and `show` both open the visit; nothing is called watching where no picture comes. */
  readonly actions: readonly ('watch' | 'show' | 'block' | 'again' | 'heard')[];
  /** For *heard*: which silence of the hub it is, unix milliseconds. */
  readonly silentSinceMs?: number;
  /** Sounds again although it takes an older one's place. */
  readonly loud: boolean;
  /** Stays until somebody looks. */
  readonly stays: boolean;
}

type Plain = Pick<Content, 'title' | 'body'> & Partial<Pick<Content, 'actions' | 'loud' | 'stays' | 'tag'>>;

const content = (
  visitId: string | undefined,
  { title, body, actions = [], loud = false, stays = false, tag = 'door' }: Plain,
): Content => ({
  title,
  body,
  tag: visitId === undefined ? tag : `visit-${visitId}`,
  visitId,
  actions,
  loud,
  stays,
});

export const contentOf = (told: Told, t: NoticesSentences, format: Format): Content => {
  switch (told.kind) {
    case 'unchecked':
      return content(undefined, { title: t.unchecked, body: t.uncheckedBody });
    case 'arriving': {
      const carrier = told.carrier || t.nameless;
      const title = told.minutes === 0 ? t.arrivingNow(carrier) : t.arriving(carrier, told.minutes);
      return content(told.visitId, {
        title,
        body: t.arrivingBody,
        actions: ['watch', 'block'],
        loud: true,
        stays: true,
      });
    }
    case 'asks':
      return content(told.visitId, {
        title: told.over ? t.askedBefore(told.carrier || t.somebody) : t.asks(told.carrier || t.somebody),
        body: told.over ? t.askedBeforeBody : t.asksBody,
        actions: ['watch', 'block'],
        loud: true,
        stays: !told.over,
      });
    case 'unsafe':
      return content(told.visitId, {
        title: told.carrier === '' ? t.unsafePerson : t.unsafe(told.carrier),
        body: t.unsafeBody(format.second(told.saidMs)),
        actions: ['watch'],
        loud: true,
        stays: true,
      });
    case 'silent':
      return ofSilence(told.visitId, told.sinceMs, {
        title: t.silent,
        body: t.silentBody(format.second(told.sinceMs)),
        actions: ['heard', 'show'],
        loud: true,
        stays: true,
      });
    case 'signed':
      if (told.receipt.event === 'look-began') return lookContent(told, t, format);
      return content(told.visitId, atDoor(told.door, eventWords(told.receipt, told.carrier || t.nameless, t, format)));
  }
};

const ofSilence = (visitId: string | undefined, silentSinceMs: number, words: Plain): Content => ({
  ...content(visitId, words),
  silentSinceMs,
});

/** What the notice of a silent hub says once somebody tapped *heard*: the server rings no more, and the door is as silent as before. */
export const contentOfHearing = (
  step: HeardStep,
  { visitId, sinceMs }: { readonly visitId: string | undefined; readonly sinceMs: number },
  t: NoticesSentences,
): Content => {
  switch (step) {
    case 'telling':
      return ofSilence(visitId, sinceMs, { title: t.telling, body: '', stays: true });
    case 'heard':
      return ofSilence(visitId, sinceMs, { title: t.silentHeard, body: t.silentHeardBody, actions: ['show'], stays: true }); // prettier-ignore
    case 'over':
      return ofSilence(visitId, sinceMs, { title: t.silentOver, body: t.silentOverBody, actions: ['show'] });
    case 'not-told':
      return ofSilence(visitId, sinceMs, {
        title: t.notTold,
        body: t.notTakenBody,
        actions: ['heard', 'show'],
        loud: true,
        stays: true,
      });
    case 'no-keys':
      return ofSilence(visitId, sinceMs, { title: t.noKeys, body: t.noKeysBody, actions: ['show'], stays: true });
  }
};

/** Somebody looks through a camera: a notice of its own, which no later one of the door takes away. */
const lookContent = (
  { receipt, member, door }: Extract<Told, { kind: 'signed' }>,
  t: NoticesSentences,
  format: Format,
) => {
  const body = signedAt(receipt, t.looksBody, t, format);
  const words = atDoor(door, { title: t.looks(member ?? t.aMember), body, loud: true, stays: true });
  return { ...content(undefined, words), tag: 'look' };
};

/** Which door it was comes first: most homes have more than one. */
const atDoor = (door: string | undefined, words: Plain): Plain =>
  door === undefined ? words : { ...words, body: [`${door}.`, words.body].filter((part) => part !== '').join(' ') };

type EventWords = (receipt: Receipt, carrier: string, t: NoticesSentences, format: Format) => Plain;

const signedAt = ({ iat }: Receipt, words: string, t: NoticesSentences, format: Format): string =>
  iat === undefined ? words : t.at(words, format.second(iat * 1000));

/** What it is about; and, where it rang late because the hub slept, for how long nobody watched. */
const alarmWords = ({ detail }: Receipt, t: NoticesSentences, format: Format): string => {
  const words = t.cause[detail?.cause ?? ''] ?? '';
  return detail?.lengthMs === undefined ? words : t.unwatched(words, format.duration(detail.lengthMs));
};

const alarm =
  (title: 'attention' | 'forced'): EventWords =>
  (receipt, _carrier, t, format) => ({
    title: t[title],
    body: signedAt(receipt, alarmWords(receipt, t, format), t, format),
    actions: ['watch'],
    loud: true,
    stays: true,
  });

/** It concerns the household and no door: whoever opens it finds *Refuse* on the first screen. */
const recovery =
  (what: 'pending' | 'over' | 'recovered'): EventWords =>
  (receipt, _carrier, t, format) => ({
    title: t.recovery[what],
    body: signedAt(receipt, t.recoveryBody[what], t, format),
    tag: 'recovery',
    loud: true,
    stays: what !== 'over',
  });

/** It concerns the household and no door. */
const suspension =
  (what: 'suspended' | 'suspensionOver'): EventWords =>
  (receipt, _carrier, t, format) => ({
    title: t[what],
    body: signedAt(receipt, t[`${what}Body`], t, format),
    tag: 'suspension',
    loud: true,
    stays: what === 'suspended',
  });

/** It concerns the household and no door; whoever opens it finds what can be done on the first screen. */
const departure =
  (what: 'leaving' | 'staying' | 'movedOut' | 'serverChanged'): EventWords =>
  (receipt, _carrier, t, format) => ({
    title: t.departure[what],
    body: signedAt(receipt, t.departureBody[what], t, format),
    tag: 'departure',
    loud: true,
    stays: what !== 'staying',
  });

/** Of what a hub signs, what the server sends on. */
const events: Partial<Record<EventName, EventWords>> = {
  complete: (receipt, carrier, t, format) => ({
    title: t.complete,
    body: signedAt(receipt, t.by(carrier), t, format),
    loud: true,
  }),
  refused: (receipt, carrier, t, format) => ({
    title: t.refused,
    body: signedAt(receipt, t.refusedBody(carrier), t, format),
    actions: ['watch', 'block'],
    loud: true,
  }),
  attention: alarm('attention'),
  forced: alarm('forced'),
  blocked: (receipt, _carrier, t, format) => blockedWords(receipt, t.confirmed, t.confirmedNoTime, t, format),
  'looks-off': (receipt, _carrier, t, format) => ({ title: t.looksOff, body: signedAt(receipt, t.looksOffBody, t, format) }), // prettier-ignore
  diverted: (receipt, _carrier, t, format) => blockedWords(receipt, t.diverted, t.divertedNoTime, t, format),
  'recovery-pending': recovery('pending'),
  'recovery-over': recovery('over'),
  recovered: recovery('recovered'),
  suspended: suspension('suspended'),
  'suspension-over': suspension('suspensionOver'),
  leaving: departure('leaving'),
  staying: departure('staying'),
  'moved-out': departure('movedOut'),
  'server-changed': departure('serverChanged'),
  'clock-set-back': (receipt, _carrier, t, format) => ({ title: t.setBack, body: signedAt(receipt, t.setBackBody, t, format), tag: 'clock', loud: true, stays: true }), // prettier-ignore
};

const eventWords: EventWords = (receipt, carrier, t, format) =>
  events[receipt.event]?.(receipt, carrier, t, format) ?? { title: t.unchecked, body: t.uncheckedBody };

const blockedWords = (
  { iat, detail }: Pick<Receipt, 'iat' | 'detail'>,
  timed: (time: string) => string,
  untimed: string,
  t: NoticesSentences,
  format: Format,
): Plain => ({
  title: iat === undefined ? untimed : timed(format.second(iat * 1000)),
  body: (detail?.begun?.length ?? 0) > 0 ? t.begun : '',
  actions: ['watch'],
});

/** What the notice says while a block that was tapped on it is on its way (P3). */
export const contentOfStep = (step: BlockStep, visitId: string, t: NoticesSentences, format: Format): Content => {
  switch (step.kind) {
    case 'sending':
      return content(visitId, { title: t.blocking, body: '', stays: true });
    case 'sent':
      return content(visitId, { title: t.sent, body: t.sentBody, actions: ['watch'], stays: true });
    case 'not-confirmed':
      return content(visitId, { title: t.sent, body: t.sentLongAgo, actions: ['watch'], stays: true });
    case 'not-sent':
      return content(visitId, {
        title: t.notSent,
        body: t.notSentBody,
        actions: ['again', 'watch'],
        loud: true,
        stays: true,
      });
    case 'no-keys':
      return content(visitId, { title: t.noKeys, body: t.noKeysBody, actions: ['watch'], loud: true, stays: true });
    case 'confirmed':
      return content(visitId, {
        ...blockedWords(step.receipt, t.confirmed, t.confirmedNoTime, t, format),
        stays: true,
      });
  }
};
