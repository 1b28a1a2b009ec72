import type { Expectation, Fallback, SecretKind } from '@latchkey/delivery';
import type { Format } from '@latchkey/web-kit';
import type { DivertPlace } from '../model/parcels/divert.ts';
import type { ParcelPlace } from '../model/parcels/parcels.ts';
import type { AskReason, Rule } from '../model/rules/rules.ts';
import type { RuleTrial } from '../model/rules/runner.ts';
import type { DeclineWish } from '../model/visits/stage.ts';
import type { SignHindrance } from '../model/parcels/hindrance.ts';
import type { WhoMayCome } from '../model/parcels/terms.ts';

/** A place in the middle of a sentence. */
const lower = (words: string) => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;

/** The words of *Parcels*: what comes, what came, and what was sent elsewhere. */
export const parcelsEn = {
  title: 'Parcels',
  nothing: 'No parcels yet.',
  nothingWay: (handle: string) =>
    `Give your household’s handle, ${handle}, to whoever sends you something. What carriers announce appears here.`,
  groups: {
    waiting: 'Waits for you',
    underWay: 'Under way',
    delivered: 'Inside',
    elsewhere: 'Elsewhere',
  },
  groupsEmpty: 'Nothing waits for you and nothing is under way.',
  place: {
    waits: 'Waits for your yes',
    lapsed: 'Nobody decided in time',
    declined: 'Not inside',
    'under-way': 'Under way',
    delivered: 'Inside, door locked',
    elsewhere: 'Sent elsewhere',
    'not-let-in': 'With the carrier',
  } satisfies Record<ParcelPlace, string>,
  declined: { 'as-usual': 'Delivered as usual', return: 'Not accepted' } satisfies Record<DeclineWish, string>,
  notInside: {
    title: 'Not inside?',
    wish: { 'as-usual': 'Deliver it as usual', return: 'Do not accept it' } satisfies Record<DeclineWish, string>,
    then: {
      'as-usual': 'Nobody comes in. The carrier hears of it now and rings at your door, as it did before Latchkey.',
      return: 'Nobody comes in. The carrier hears of it now; you want the parcel to go back to the sender.',
    } satisfies Record<DeclineWish, string>,
    failed: 'The carrier has not heard of it',
    said: {
      'as-usual': 'You said: not inside, deliver it as usual.',
      return: 'You said: you do not accept it.',
    } satisfies Record<DeclineWish, string>,
    saidThen: (carrier: string, when: string) =>
      `${carrier} was told, ${when}. You can still change your mind: sign below, and the carrier hears of that too.`,
  },
  more: (f: Format, n: number) => f.count(n, { one: 'Show # more', other: 'Show # more' }),
  terms: {
    expect: 'What the courier should know',
    expectation: {
      dog: 'A dog is at home',
      alarm: 'There is an alarm',
      'ring-first': 'Ring first, then knock',
    } satisfies Record<Expectation, string>,
    expectationHint: {
      dog: 'The courier reads it before going in.',
      alarm: 'You switch it off yourself. No code is ever handed out.',
      'ring-first': 'In case somebody is at home after all.',
    } satisfies Record<Expectation, string>,
    withNote: 'a note',
    nothingSpecial: 'nothing special',
    secret: {
      code: 'This looks like a code. Notes are read by many people and codes work for years. Your door needs none: take it out.',
      'alarm-code':
        'This looks like the code of your alarm. Tick “There is an alarm” and switch it off yourself; a code is never handed out.',
      'key-place':
        'This says where a key is. Whoever reads the note could use it, and the courier needs no key: take it out.',
    } satisfies Record<SecretKind, string>,
    takeOut: 'Take it out',
    when: 'When',
    from: 'From',
    until: 'Until',
    whenHint: 'The carrier announced this time. You can allow a part of it.',
    who: 'Who may come',
    whoIs: {
      own: 'Only couriers the carrier names itself',
      partners: 'Couriers of the carrier and of its partners',
    } satisfies Record<WhoMayCome, string>,
    whoHint: {
      own: 'The carrier’s own key must name the courier’s device. Nobody stands between the two.',
      partners:
        'The carrier may pass the visit on, twice at most, each time with a signature that you can see afterwards.',
    } satisfies Record<WhoMayCome, string>,
    whoTruth: 'Your door checks the signatures. Whom a carrier employs, no door can know.',
    ifFails: 'If nobody gets in',
    fallback: {
      again: 'Try again another day',
      neighbour: 'Take it to a neighbour',
      'collection-point': 'Take it to a collection point',
      return: 'Send it back',
    } satisfies Record<Fallback, string>,
    fallbackHint: {
      again: 'The carrier announces a new time, and you decide again.',
      neighbour: 'The courier sees this when the door stays shut.',
      'collection-point': 'You fetch it there.',
      return: 'It goes back to the sender.',
    } satisfies Record<Fallback, string>,
    detail: { neighbour: 'Which neighbour', 'collection-point': 'Which collection point' },
    detailHint: {
      neighbour: 'For example: Sahin, second floor on the left. Only the carrier and the courier can read it.',
      'collection-point': 'If you like one best. Only the carrier and the courier can read it.',
    },
  },
  waits: {
    clock: 'This device’s clock is off. Set it right, then you can sign.',
    secret: 'One of your texts looks like a code or says where a key is. Take it out, then you can sign.',
    door: 'Choose a door, then you can sign.',
    unheard: 'Your hub has not said yet whether the door has a display or a tag. Once it has, you can sign.',
    'key-asking': 'The carrier’s key is being fetched.',
    'key-missing': 'Without the carrier’s key nothing can be signed.',
    'key-changed': 'The carrier shows another key. Look at it above, then you can sign.',
  } satisfies Record<SignHindrance, string>,
  chosen: {
    place: 'Where it is put',
    noPlace: 'just inside',
    told: 'The courier knows',
    signed: 'Signed',
    byRule: (time: string) => `by your rule on this phone, at ${time}`,
  },
  next: {
    title: (carrier: string) => `Next time from ${carrier}`,
    choice: {
      ask: 'Ask me each time',
      fill: 'Fill this in for me',
      sign: 'Sign it for me',
    } satisfies Record<'ask' | Rule['how'], string>,
    hint: {
      ask: 'Each parcel waits until you have decided.',
      fill: 'The form begins with these choices. You still sign.',
      sign: 'While this app is open on this phone, and only for the key you know. Otherwise the parcel waits for you.',
    } satisfies Record<'ask' | Rule['how'], string>,
  },
  elsewhere: {
    field: { name: 'Name at the door', address: 'Street, postcode and town', day: 'Which day' },
    detail: {
      neighbour: 'Which neighbour (if you like)',
      'collection-point': 'Which collection point (if you like one best)',
      'parcel-box': 'Which box (if you like one best)',
      'other-address': '',
      'other-day': '',
      return: '',
    } satisfies Record<DivertPlace, string>,
    chooseDay: 'Choose a day',
    sealed: 'Only the carrier can read this. The server sees the kind of place and nothing more.',
    wrong: { missing: 'Please fill this in.', 'too-long': 'That is too long to be signed. Shorten it.' },
    offered: (place: string) => `The carrier cannot do that and offers instead: ${lower(place)}.`,
    takeOffer: (place: string) => `Agree: ${lower(place)}`,
  },
  rule: {
    filled: 'Filled in by your rule.',
    signing: 'Your rule is signing this now.',
    asks: (why: string) => `Your rule did not sign this by itself: ${why}`,
    why: {
      'key-unknown': 'the key that announced it is not one you said yes to.',
      'outside-hours': 'it comes outside the hours of the rule.',
      'too-long': 'the announced time is longer than 12 hours.',
      'too-many-today': 'it has signed five parcels in a day already.',
      'door-gone': 'your household no longer has its door.',
    } satisfies Record<AskReason, string>,
    trial: {
      signing: 'Your rule is signing this now.',
      unreached: 'Your rule could not sign: the carrier’s own address does not answer. It is tried again every minute.',
      'other-key':
        'Your rule did not sign: the carrier’s own address does not show the key that announced this parcel.',
      'not-taken': 'Your rule signed, but the server did not take it. It is tried again every minute.',
    } satisfies Record<RuleTrial, string>,
  },
};

export type ParcelsSentences = typeof parcelsEn;
