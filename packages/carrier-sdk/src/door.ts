import { ApiProblem, routes, type shapes } from '@latchkey/contract';
import {
  ACTION,
  doorCodes,
  encodePresentation,
  linksOf,
  signAsk,
  signKnock,
  type AtDoor,
  type Presentation,
} from '@latchkey/protocol';
import type { z } from 'zod';
import { fromBase64url, toBase64url } from './encoding.ts';
import { CarrierError } from './errors.ts';
import type { Session } from './session.ts';
import { leafHash, type Knockable } from './stops.ts';
import type { OwnKeys, World } from './world.ts';

type HubAnswer = z.infer<typeof shapes.hubAnswer>;
/** Why the door stayed shut, as the hub told it: `reason` and its data (docs/protocol/refusals.md). */
export type ToldRefusal = Extract<HubAnswer, { ok: false }>['refusal'];

/**
 * `allowed` only says that the hub went on to open; that the door is open, closed or locked is said by receipts alone.
 * `not-reached`: neither yes nor no; the same knock may be repeated, and the hub opens at most once for it.
 */
export type Knocked =
  | { readonly outcome: 'allowed' }
  | { readonly outcome: 'refused'; readonly refusal: ToldRefusal }
  | { readonly outcome: 'not-reached'; readonly because: 'hub-offline' | 'hub-silent' | 'unavailable' };

export interface KnockAt {
  readonly door: number;
  /** Canonical; the parcels in the courier's hands. */
  readonly trackingNumbers: readonly string[];
  /** What was read off the door's display or tag: the knock stands over it, proves that somebody is there, and asks for no challenge before. */
  readonly shown?: AtDoor['shown'];
  /** The household is asked for its yes, and has so long; told again as the time runs down. Nothing is to be done but to wait. */
  readonly waiting?: (leftS: number) => void;
}

const slotS = 30;
const tries = 2;
/** A household has a minute; whoever waits for longer waits for nobody. */
const askAgainMs = 2_000;
const mostRepeats = 40;

/**
 * Knocks at a door: asks for its challenge (which starts the camera), or takes what the door shows, signs it with the parcels' numbers, and
 * hears the decision.
 */
export const knockAtDoor = async (
  world: World,
  keys: OwnKeys,
  session: Session,
  stop: Knockable,
  at: KnockAt,
): Promise<Knocked> => {
  const over = at.shown ?? (await askedAt(world, keys, session, stop, at));
  if ('outcome' in over) return over;
  const params = { visitId: stop.visitId };
  const claims = { ...over, door: at.door, action: ACTION.unlock, ...parcels(at.trackingNumbers) };
  const knock = present(stop, await signKnock(world.primitives, keys.signer, claims, leafHash(stop)));
  const send = async (): Promise<Knocked> => {
    const heard = await relayed(() =>
      session.signedIn((call) => call(routes.knock, { params, body: { message: knock } })),
    );
    if (!('ok' in heard)) return heard;
    return heard.ok ? { outcome: 'allowed' } : { outcome: 'refused', refusal: heard.refusal };
  };
  return whileAsked(world, await repeated(tries, send), send, at.waiting);
};

/** The door's challenge, or why there is none. */
const askedAt = async (
  world: World,
  keys: OwnKeys,
  session: Session,
  stop: Knockable,
  at: KnockAt,
): Promise<{ readonly nonce: Uint8Array } | Knocked> => {
  const params = { visitId: stop.visitId };
  const askIn = async (slot: number) => {
    const claims = { random: world.random(16), door: at.door, slot };
    const ask = present(stop, await signAsk(world.primitives, keys.signer, claims, leafHash(stop)));
    return relayed(() => session.signedIn((call) => call(routes.askDoor, { params, body: { message: ask } })));
  };
  const slot = Math.floor(world.nowS() / slotS);
  const first = await askIn(slot);
  const doorSlot = neighbourSlot(first, slot);
  const asked = doorSlot === undefined ? first : await askIn(doorSlot);
  if (!('ok' in asked)) return asked;
  if (!asked.ok) return { outcome: 'refused', refusal: asked.refusal };
  return { nonce: nonceOf(asked.message) };
};

/** As long as the door says that the household is being asked: the very same knock, until it says something else (06-approval.md). */
const whileAsked = async (
  world: World,
  first: Knocked,
  again: () => Promise<Knocked>,
  waiting: KnockAt['waiting'],
): Promise<Knocked> => {
  let heard = first;
  if (askedFor(heard) === undefined) return heard;
  for (let repeats = 0; repeats < mostRepeats; repeats++) {
    const leftS = askedFor(heard);
    if (leftS !== undefined) waiting?.(leftS);
    // A question that does not come through changes nothing about the one that waits at the door.
    else if (heard.outcome !== 'not-reached') return heard;
    await world.wait(askAgainMs);
    heard = await again();
  }
  return heard;
};

const askedFor = (heard: Knocked): number | undefined => {
  if (heard.outcome !== 'refused' || heard.refusal.reason !== 'approval-missing') return undefined;
  const { waitS } = heard.refusal;
  return typeof waitS === 'number' && waitS > 0 && waitS <= 60 ? waitS : undefined;
};

export interface DoorCodes {
  /** To be shown to the door's camera one after the other, a good second each, in the alphanumeric mode of a QR code. */
  readonly codes: readonly string[];
  /** From this moment on the door takes only newer ones, unix seconds. */
  readonly untilS: number;
}

/**
 * A knock for the door's own camera, for where there is no reception: the short form first, then the whole chain for a hub that has
 * not heard of this courier (docs/protocol/door-code.md). Needs no connection.
 */
export const codesForDoor = async (world: World, keys: OwnKeys, stop: Knockable, at: KnockAt): Promise<DoorCodes> => {
  const slot = Math.floor(world.nowS() / slotS);
  const claims = { slot, door: at.door, action: ACTION.unlock, ...parcels(at.trackingNumbers) };
  const leaf = leafHash(stop);
  const knock = (await signKnock(world.primitives, keys.signer, claims, leaf)).bytes;
  const links = linksOf(stop.chain).map((link) => link.bytes);
  const forms: Presentation[] = [
    { kind: 'short', leaf16: leaf.slice(0, 16), knock },
    { kind: 'chain', links, knock },
  ];
  const codes = forms.flatMap((form) => doorCodes(world.primitives, encodePresentation(form)));
  return { codes, untilS: (slot + 1) * slotS };
};

/** A person who comes without parcels names none. */
const parcels = (numbers: readonly string[]) =>
  numbers.length === 0 ? {} : { trackingNumbers: [...new Set(numbers)].sort() };

/**
 * The door's own slot, where two clocks stand on either side of a boundary. No slot further away is taken: whoever carries the
 * refusal would get an ask that starts the camera tomorrow.
 */
const neighbourSlot = (answer: HubAnswer | NotReached, own: number): number | undefined => {
  if (!('ok' in answer) || answer.ok || answer.refusal.reason !== 'slot-stale') return undefined;
  const { nowSlot } = answer.refusal;
  return typeof nowSlot === 'number' && Math.abs(nowSlot - own) === 1 ? nowSlot : undefined;
};

const present = (stop: Knockable, { bytes }: { readonly bytes: Uint8Array }): string => {
  const links = linksOf(stop.chain).map((link) => link.bytes);
  return toBase64url(encodePresentation({ kind: 'chain', links, knock: bytes }));
};

/** The door's challenge: 16 bytes. */
const nonceOf = (message: string | undefined): Uint8Array => {
  const nonce = fromBase64url(message ?? '');
  if (nonce?.length !== 16) throw new CarrierError('door-answer-unreadable');
  return nonce;
};

type NotReached = Extract<Knocked, { outcome: 'not-reached' }>;

const relayed = async (send: () => Promise<HubAnswer>): Promise<HubAnswer | NotReached> => {
  try {
    return await send();
  } catch (error) {
    const code = error instanceof ApiProblem ? error.problem.code : undefined;
    if (code === 'hub-offline' || code === 'hub-silent' || code === 'unavailable')
      return { outcome: 'not-reached', because: code };
    throw error;
  }
};

/** The very same bytes again: the hub answers a knock it has heard with its first answer. */
const repeated = async (times: number, knock: () => Promise<Knocked>): Promise<Knocked> => {
  const heard = await knock();
  return heard.outcome === 'not-reached' && heard.because !== 'hub-offline' && times > 1
    ? repeated(times - 1, knock)
    : heard;
};
