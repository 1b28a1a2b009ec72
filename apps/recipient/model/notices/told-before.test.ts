import type { Receipt } from '@latchkey/protocol';
import { memoryShelf } from '@latchkey/web-kit/model';
import { settle } from '@latchkey/web-kit/testing';
import { expect, it } from 'vitest';
import type { Content } from './content.ts';
import type { Told } from './reading.ts';
import { oncePerDevice } from './told-before.ts';

const content: Content = {
  title: 't',
  body: 'b',
  tag: 'door',
  visitId: undefined,
  actions: [],
  loud: true,
  stays: true,
};
const signed = (seq: number, salt = 1): Told => ({
  kind: 'signed',
  visitId: undefined,
  carrier: '',
  door: undefined,
  member: undefined,
  receipt: { event: 'attention', seq, salt: new Uint8Array(16).fill(salt) } as Receipt,
});
const arriving = (visitId: string, minutes: number): Told => ({ kind: 'arriving', visitId, carrier: 'Pax', minutes });
const asks: Told = { kind: 'asks', visitId: 'v', carrier: 'Pax', over: false };

const device =
  (shelf = memoryShelf()) =>
  async (told: Told) => {
    const shown: boolean[] = [];
    await oncePerDevice(shelf, told, content, ({ loud }) => Promise.resolve(void shown.push(loud)));
    expect(shown).toHaveLength(1);
    return shown[0];
  };

it('what the hub signed rings once, and is shown again in silence when it is told again', async () => {
  const rings = device();
  expect([await rings(signed(1)), await rings(signed(2)), await rings(signed(1))]).toEqual([true, true, false]);
  // Another story of the hub's, and another alarm.
  expect([await rings(signed(1, 2)), await rings(signed(3))]).toEqual([true, true]);
});

it('an arrival rings once a visit, whatever the estimate is by then; a knock that waits rings each time', async () => {
  const rings = device();
  expect([await rings(arriving('v', 6)), await rings(arriving('v', 3)), await rings(arriving('w', 6))]).toEqual([true, false, true]);
  expect([await rings(asks), await rings(asks)]).toEqual([true, true]);
}); // prettier-ignore

it('nothing is kept back by a shelf that cannot be read or written', async () => {
  const broken = () => Promise.reject(new Error('quota'));
  const rings = device({ ...memoryShelf(), get: broken, put: broken });
  expect([await rings(signed(1)), await rings(signed(1))]).toEqual([true, true]);
});

it('a notice does not wait for the disk to remember it', async () => {
  const shown: Content[] = [];
  const never = () => new Promise<void>(() => undefined);
  void oncePerDevice({ ...memoryShelf(), put: never }, signed(1), content, (one) =>
    Promise.resolve(void shown.push(one)),
  );
  await settle();
  expect(shown).toEqual([content]);
});

it('remembers as much as a busy day has', async () => {
  const rings = device();
  for (let seq = 1; seq <= 200; seq++) await rings(signed(seq));
  expect(await rings(signed(1))).toBe(false);
  await rings(signed(201));
  expect([await rings(signed(2)), await rings(signed(1))]).toEqual([false, true]);
});
