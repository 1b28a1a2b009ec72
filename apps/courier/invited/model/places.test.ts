import { ApiProblem } from '@latchkey/contract';
import { generateSigner, portablePrimitives as p } from '@latchkey/keys';
import { encodePublicKey, toBase64url } from '@latchkey/protocol';
import { makeDeviceKeys, memoryShelf } from '@latchkey/web-kit/model';
import { handClock, settle } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { household, letter, nowS } from '../testing/household.ts';
import { createPlaces, type Own } from './places.ts';

type Listed = Awaited<ReturnType<Awaited<ReturnType<typeof household>>['grantTo']>> & { endedMs?: number };

/** Somebody who accepted one invitation; the server lists what it likes, or is away. */
const scene = async () => {
  const home = await household();
  const keys = await makeDeviceKeys(memoryShelf(), 'keys');
  const hubKey = toBase64url(encodePublicKey(home.hub.key));
  let listed: readonly object[] | 'away' = [];
  const signedIn = () =>
    listed === 'away'
      ? Promise.reject(new ApiProblem({ type: 'about:blank', title: 'x', status: 503, detail: 'x', code: 'unavailable' }))
      : Promise.resolve({ series: listed });
  const accepted = { boxId: home.boxId, letterKey: home.key, memberKey: home.keys.signer.key, text: letter, acceptedMs: 0 };
  const own = { accepted, keys, device: { session: { signedIn } } } as unknown as Own;
  const time = handClock(nowS * 1000);
  const shelf = memoryShelf();
  const read = async () => {
    const places = createPlaces({ primitives: p, own: [own], shelf, later: time.later, wallMs: () => time.clock.wallMs() });
    places.start();
    for (let n = 0; n < 50 && places.view.get().phase === 'loading'; n++) await settle();
    places.stop();
    return places.view.get();
  };
  const list = (series: readonly Listed[] | 'away') =>
    (listed = series === 'away' ? series : series.map((one) => ({ ...one, hubKey, hubOnline: true })));
  return { home, keys, read, list };
}; // prettier-ignore

test('dates are what the household signed for this key, with the newest letter', async () => {
  const { home, keys, read, list } = await scene();
  list([await home.grantTo(keys.signer.key, keys.sealingKey)]);
  const { places, line } = await read();
  expect(line).toBe('on');
  expect(places[0]?.dates.map(({ fromS, filmed }) => [fromS - nowS, filmed])).toEqual([
    [86_400, true],
    [7 * 86_400, true],
  ]);
  expect(places[0]?.text.note).toBe('Mind the cat');
});

test('a grant of another household’s key, or to another key, is not believed', async () => {
  const { home, keys, read, list } = await scene();
  const stranger = await household();
  const other = await generateSigner();
  list([await stranger.grantTo(keys.signer.key, keys.sealingKey), await home.grantTo(other.key, keys.sealingKey)]);
  const { places } = await read();
  expect(places[0]).toMatchObject({ dates: [], waiting: false, text: letter });
});

test('before the first dates it waits; when all of it ended it says so; one that ended of two takes nothing from the other', async () => {
  const { home, keys, read, list } = await scene();
  expect((await read()).places[0]).toMatchObject({ waiting: true, ended: false });
  const [old, fresh] = [await home.grantTo(keys.signer.key, keys.sealingKey), await home.grantTo(keys.signer.key, keys.sealingKey)]; // prettier-ignore
  list([{ ...old, endedMs: nowS * 1000 }]);
  expect((await read()).places[0]).toMatchObject({ ended: true, dates: [] });
  list([fresh, { ...old, endedMs: nowS * 1000 }]);
  const [place] = (await read()).places;
  expect(place?.ended).toBe(false);
  expect(new Set(place?.dates.map(({ visitId }) => visitId))).toEqual(new Set([fresh.visitId]));
});

test('without a line the last list stands, and is said to be old', async () => {
  const { home, keys, read, list } = await scene();
  list([await home.grantTo(keys.signer.key, keys.sealingKey)]);
  await read();
  list('away');
  expect(await read()).toMatchObject({ line: 'off', places: [{ dates: [{}, {}] }] });
});
