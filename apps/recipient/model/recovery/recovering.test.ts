import {
  generateSealingKeys,
  generateSigner,
  portablePrimitives as p,
  randomBytes,
  rawSealingKey,
} from '@latchkey/keys';
import { decodeRecoveryCode, encodeRecoveryCode } from '@latchkey/protocol';
import type { DeviceKeys } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import type { Household } from '../household.ts';
import { paperHub, serverOf } from '../../testing/paper-hub.ts';
import { createRecovering, type Recovering } from './recovering.ts';

const keysOf = async (): Promise<DeviceKeys> => ({
  signer: await generateSigner(),
  sealingKey: await rawSealingKey((await generateSealingKeys()).publicKey),
  open: () => Promise.resolve(undefined),
});

/** One device with what it keeps; `opened` is the app opened on it, once more each time. */
const device = async (hub: Awaited<ReturnType<typeof paperHub>>) => {
  const kept = new Map<string, unknown>();
  const keys = await keysOf();
  const homes: Household[] = [];
  const due: (() => void)[] = [];
  const opened = (): Recovering =>
    createRecovering({
      primitives: p,
      client: serverOf(hub),
      shelf: {
        get: (name) => Promise.resolve(kept.get(name)),
        put: (name, value) => Promise.resolve(void kept.set(name, value)),
        drop: (name) => Promise.resolve(void kept.delete(name)),
      },
      keys: () => Promise.resolve(keys),
      randomBytes,
      newKey: () => 'k'.repeat(22),
      wallMs: () => 1_800_000_000_000,
      later: (task) => {
        due.push(task);
        return () => void due.splice(due.indexOf(task), 1);
      },
      keepHousehold: (household) => Promise.resolve(void homes.push(household)),
      enter: () => Promise.resolve(),
    });
  return { opened, keys, homes, kept, due };
};

const waits = async (recovering: Recovering, hub: Awaited<ReturnType<typeof paperHub>>): Promise<Recovering> => {
  await recovering.begin(typed(hub), 'Anna');
  await recovering.wait();
  return recovering;
};

const typed = (hub: Awaited<ReturnType<typeof paperHub>>) => encodeRecoveryCode(p, hub.code);
/** The next look that is due, and everything that follows from it. */
const look = async (due: (() => void)[], until: () => boolean) => {
  due.shift()?.();
  await expect.poll(until).toBe(true);
};

test('a typed code waits at the hub, and the device is in once somebody pressed the button', async () => {
  const hub = await paperHub();
  const { opened, keys, homes, due, kept } = await device(hub);
  const recovering = opened();
  await recovering.begin(` ${typed(hub).toLowerCase()} `, 'Anna');
  expect(recovering.state.get()).toEqual({ kind: 'beside' });
  expect(hub.pending()).toBeUndefined();
  await recovering.wait();
  expect(recovering.state.get()).toEqual({ kind: 'waiting', leftS: 172_800, silent: false });
  expect(hub.isAdmin(keys.signer.key)).toBe(false);
  hub.press();
  await look(due, () => recovering.state.get().kind === 'in');
  expect(hub.isAdmin(keys.signer.key)).toBe(true);
  expect(homes).toMatchObject([
    { handle: 'quiet-fox', memberName: 'Anna', roster: { epoch: 2 }, hubId: hub.code.hubId },
  ]);
  // The next sheet is shown until it is put away, and is another one.
  const again = opened();
  await again.resume();
  const shown = again.state.get();
  expect(shown).toEqual(recovering.state.get());
  const next = shown.kind === 'in' ? decodeRecoveryCode(p, shown.sheet) : undefined;
  expect(next).toMatchObject({ ok: true, code: { hubId: hub.code.hubId } });
  expect(next?.ok === true && next.code.secret).not.toEqual(hub.code.secret);
  await again.done();
  expect(again.state.get()).toEqual({ kind: 'idle' });
  expect(kept.size).toBe(0);
});

test('P11: whoever is beside the hub comes in by its letters, and nothing waits that anybody could refuse', async () => {
  const hub = await paperHub();
  const { opened, keys, kept } = await device(hub);
  const recovering = opened();
  await recovering.begin(typed(hub), 'Anna');
  for (const [shown, said, wrong] of [
    ['7F3K92QDABCD', '7F3K 92QD', 'wrong-display'],
    ['7F3K92QDABCD', '7F3K 92QD ABCE', 'presence-wrong'],
    [undefined, '7F3K 92QD ABCD', 'presence-none'],
  ] as const) {
    hub.display.shown = shown;
    await recovering.comeIn(said);
    expect(recovering.state.get()).toEqual({ kind: 'beside', wrong });
    expect(hub.pending()).toBeUndefined();
  }
  // The page that is opened again asks once more, and sends nothing by itself.
  const again = opened();
  await again.resume();
  expect(again.state.get()).toEqual({ kind: 'beside' });
  expect(hub.pending()).toBeUndefined();
  hub.display.shown = '7F3K92QDABCD';
  await again.comeIn(' 7f3k-92qd-abcd ');
  expect(again.state.get().kind).toBe('in');
  expect(hub.isAdmin(keys.signer.key)).toBe(true);
  expect(kept.get('recovering')).toMatchObject({ in: true });
});

test('letters whose answer was lost have let it in all the same', async () => {
  const hub = await paperHub();
  const { opened, due } = await device(hub);
  const recovering = opened();
  await recovering.begin(typed(hub), 'Anna');
  hub.display.shown = '7F3K92QDABCD';
  hub.between.losesAnswers = true;
  await recovering.comeIn('7F3K 92QD ABCD');
  hub.between.losesAnswers = false;
  await look(due, () => recovering.state.get().kind === 'in');
});

test('a hub that knows of no letters waits, as ever', async () => {
  const hub = await paperHub();
  hub.between.capability = 9;
  const { opened } = await device(hub);
  const recovering = opened();
  await recovering.begin(typed(hub), 'Anna');
  expect(recovering.state.get().kind).toBe('waiting');
});

test('a page that was closed and opened again goes on with the very same recovery', async () => {
  const hub = await paperHub();
  const { opened, due } = await device(hub);
  await waits(opened(), hub);
  const before = hub.pending()?.hash;
  due.length = 0;
  const again = opened();
  await again.resume();
  expect(again.state.get().kind).toBe('waiting');
  expect(hub.pending()?.hash).toEqual(before);
  hub.between.silent = true;
  await look(due, () => { const now = again.state.get(); return now.kind === 'waiting' && now.silent; }); // prettier-ignore
  hub.between.silent = false;
  await look(due, () => { const now = again.state.get(); return now.kind === 'waiting' && !now.silent; }); // prettier-ignore
});

test('a refused one is said to be over', async () => {
  const hub = await paperHub();
  const { opened, due } = await device(hub);
  const recovering = await waits(opened(), hub);
  hub.refuse();
  await look(due, () => recovering.state.get().kind === 'failed');
  expect(recovering.state.get()).toEqual({ kind: 'failed', why: 'code-void' });
});

test('a second device is warned first, and may end both', async () => {
  const hub = await paperHub();
  const [thief, owner] = [await device(hub), await device(hub)];
  const [stolen, own] = [thief.opened(), owner.opened()];
  await waits(stolen, hub);
  await own.begin(typed(hub), 'Anna');
  expect(own.state.get()).toEqual({ kind: 'failed', why: 'another-waits' });
  expect(hub.pending()).toBeDefined();
  await own.against();
  expect(own.state.get()).toEqual({ kind: 'failed', why: 'two-at-once' });
  hub.press();
  expect(hub.isAdmin(thief.keys.signer.key) || hub.isAdmin(owner.keys.signer.key)).toBe(false);
});

test('what is mistyped, nobody’s, unreachable, full or not the hub of the sheet is said as what it is', async () => {
  const hub = await paperHub();
  const { opened } = await device(hub);
  const why = async (code: string, of = opened()) => {
    await of.begin(code, 'Anna');
    const now = of.state.get();
    return now.kind === 'failed' ? now.why : now.kind;
  };
  const last = typed(hub).at(-1) === 'A' ? 'B' : 'A';
  expect(await why('1234')).toBe('wrong-letters');
  expect(await why(typed(hub).slice(0, -1) + last)).toBe('mistyped');
  expect(await why(encodeRecoveryCode(p, { ...hub.code, secret: randomBytes(16) }))).toBe('not-found');
  hub.between.silent = true;
  expect(await why(typed(hub))).toBe('unreachable');
  hub.between.silent = false;
  hub.between.answersAs = await generateSigner();
  expect(await why(typed(hub))).toBe('not-that-hub');
  expect(hub.pending()).toBeUndefined();
  const crowded = await paperHub(16);
  expect(await why(typed(crowded), (await device(crowded)).opened())).toBe('full');
});
