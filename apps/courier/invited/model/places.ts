import { ApiProblem, routes } from '@latchkey/contract';
import type { CourierDevice, Knockable } from '@latchkey/carrier-sdk';
import {
  decodePublicKey,
  FLAG,
  fromBase64url,
  hubIdOf,
  readChain,
  sameBytes,
  sameKey,
  verifyLink,
  type Chain,
  type Primitives,
} from '@latchkey/protocol';
import { openSeriesText, type LetterText } from '@latchkey/web-kit/letters';
import { createCell, type DeviceKeys, type Later, type Observable, type Shelf } from '@latchkey/web-kit/model';
import type { z } from 'zod';
import { listNameOf, type Accepted } from './accepted.ts';

type Listed = z.infer<NonNullable<typeof routes.listCourierSeries.answer>>['series'];

/** One date at one place: what a knock needs, and what the person may know before it. */
export interface DateThere extends Knockable {
  readonly fromS: number;
  readonly toS: number;
  readonly doors: readonly number[];
  /** As the grant says, which the door follows. */
  readonly flags: number;
  readonly filmed: boolean;
  readonly uses: number;
}

/** A household that invited this person, as far as its own signatures say. */
export interface Place {
  readonly boxId: string;
  readonly text: LetterText;
  /** Not over, earliest first. */
  readonly dates: readonly DateThere[];
  /** The household has not signed the first dates yet. */
  readonly waiting: boolean;
  /** The household ended all of it. */
  readonly ended: boolean;
  readonly hubOnline: boolean;
}

export interface PlacesView {
  readonly phase: 'loading' | 'ready';
  readonly line: 'on' | 'off';
  readonly places: readonly Place[];
}

export interface Own {
  readonly accepted: Accepted;
  readonly keys: DeviceKeys;
  readonly device: CourierDevice;
}

export interface PlacesParts {
  readonly primitives: Primitives;
  readonly own: readonly Own[];
  readonly shelf: Shelf;
  readonly later: Later;
  readonly wallMs: () => number;
}

export interface Places {
  readonly view: Observable<PlacesView>;
  readonly poke: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const calmMs = 8000;

export const createPlaces = (parts: PlacesParts): Places => {
  const view = createCell<PlacesView>({ phase: 'loading', line: 'on', places: [] });
  let cancel: (() => void) | undefined;
  let running = false;
  let reading = false;

  const list = async ({ accepted, device }: Own): Promise<{ readonly listed: Listed; readonly line: 'on' | 'off' }> => {
    const name = listNameOf(accepted.boxId);
    try {
      const { series } = await device.session.signedIn((call) => call(routes.listCourierSeries, {}));
      await parts.shelf.put(name, series);
      return { listed: series, line: 'on' };
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return { listed: ((await parts.shelf.get(name)) as Listed | undefined) ?? [], line: 'off' };
    }
  };
  const read = async () => {
    reading = true;
    const found = await Promise.all(
      parts.own.map(async (own) => {
        const { listed, line } = await list(own);
        return { line, place: await placeOf(parts.primitives, own, listed, parts.wallMs() / 1000) };
      }),
    );
    const line = found.some((one) => one.line === 'off') ? 'off' : 'on';
    view.set({ phase: 'ready', line, places: found.map(({ place }) => place).sort(byNextDate) });
    reading = false;
    if (running) cancel = parts.later(() => void read(), calmMs);
  };
  return {
    view,
    poke: () => {
      if (!running || reading) return;
      cancel?.();
      void read();
    },
    start: () => {
      if (running) return;
      running = true;
      if (!reading) void read();
    },
    stop: () => {
      running = false;
      cancel?.();
    },
  };
};

const byNextDate = (a: Place, b: Place): number =>
  (a.dates[0]?.fromS ?? Number.MAX_SAFE_INTEGER) - (b.dates[0]?.fromS ?? Number.MAX_SAFE_INTEGER);

const placeOf = async (p: Primitives, own: Own, listed: Listed, nowS: number): Promise<Place> => {
  const { boxId, text } = own.accepted;
  const sound = listed.flatMap((one) => {
    const chain = chainOf(p, own, one);
    return chain === undefined ? [] : [{ one, chain }];
  });
  const open = sound.filter(({ one }) => one.endedMs === undefined);
  const newest = open[0]?.one;
  return {
    boxId,
    text: (newest === undefined ? undefined : await letterOf(own, newest)) ?? text,
    dates: open.flatMap(({ one, chain }) => datesIn(one.visitId, chain, nowS)).sort((a, b) => a.fromS - b.fromS),
    waiting: listed.length === 0,
    ended: sound.length > 0 && open.length === 0,
    hubOnline: listed[0]?.hubOnline ?? true,
  };
};

/** The grant, if the pinned key of whoever invited signed it for this device's key, and the hub is the one that it names. */
const chainOf = (
  p: Primitives,
  { accepted, keys }: Own,
  { grant, hubKey }: Pick<Listed[number], 'grant' | 'hubKey'>,
): Chain | undefined => {
  const read = readChain(p, [bytes(grant)]);
  if (!read.ok || !verifyLink(p, read.chain.grant, accepted.memberKey)) return undefined;
  const { holder, hubId } = read.chain.grant.claims;
  return sameKey(holder, keys.signer.key) && isHub(p, hubKey, hubId) ? read.chain : undefined;
};

const isHub = (p: Primitives, key: string, hubId: Uint8Array): boolean => {
  try {
    return sameBytes(hubIdOf(p, decodePublicKey(bytes(key))), hubId);
  } catch {
    return false;
  }
};

const letterOf = ({ accepted, keys }: Own, { visitId, letter }: Pick<Listed[number], 'visitId' | 'letter'>) =>
  openSeriesText(accepted.letterKey, keys, bytes(visitId), bytes(letter));

const datesIn = (visitId: string, chain: Chain, nowS: number): readonly DateThere[] => {
  const { nbf, exp, occurrences, doors, flags, uses } = chain.grant.claims;
  const spans = occurrences?.map(([start, length]) => [nbf + start * 60, nbf + (start + length) * 60] as const);
  return (spans ?? [[nbf, exp] as const])
    .filter(([, toS]) => toS > nowS)
    .map(([fromS, toS]) => ({
      visitId,
      chain,
      fromS,
      toS,
      doors,
      flags,
      filmed: (flags & FLAG.mustRecord) !== 0,
      uses,
    }));
};

const bytes = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array(0);
