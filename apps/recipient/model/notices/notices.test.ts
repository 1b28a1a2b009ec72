import { portablePrimitives } from '@latchkey/keys';
import { toBase64url } from '@latchkey/protocol';
import { createFormat } from '@latchkey/web-kit/format';
import { hubVoice } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { noticesSentences } from '../../sentences/notices.ts';
import { someHousehold } from '../../testing/household.ts';
import { contentOf } from './content.ts';
import { readNotice } from './reading.ts';

const nowMs = 1_700_000_000_000;
const en = noticesSentences.en;
const de = noticesSentences.de;
const format = createFormat('en', 'Europe/Berlin');

/** A household and its hub, and what a server would push of what the hub signs. */
const scene = async () => {
  const hub = await hubVoice();
  const names = { '0505050505050505': 'Robin' };
  const household = { ...(await someHousehold()), names, hubId: hub.hubId, hubKey: hub.key };
  const hubId = toBase64url(hub.hubId);
  const visitId = toBase64url(new Uint8Array(16).fill(7));
  const pushed = async (...said: Parameters<typeof hub.receipt>) => {
    const { seq, head } = hub.head();
    const receipt = await hub.receipt(...said);
    const notice = { type: 'receipt', hubId, seq: seq + 1, parent: toBase64url(head), receipt: toBase64url(receipt) };
    return { ...notice, carrier: 'Pax Parcels' };
  };
  const arriving = { type: 'arriving', hubId, visitId, carrier: 'Pax Parcels', etaS: 720, saidMs: nowMs };
  const read = (notice: unknown, atMs = nowMs) =>
    readNotice(portablePrimitives, household, JSON.stringify(notice), atMs);
  return { hub, pushed, arriving, read, visitId };
};

test('*arriving soon* says who and in about how many minutes, and can be watched and blocked', async () => {
  const { arriving, read } = await scene();
  const said = contentOf(read(arriving), en, format);
  expect(said).toMatchObject({ title: 'Pax Parcels arrives in about 12 min', actions: ['watch', 'block'] });
  expect(contentOf(read(arriving), de, format).title).toBe('Pax Parcels kommt in etwa 12 min');
});

test('an estimate that comes late has run down, and a clock that is behind adds nothing', async () => {
  const { arriving, read } = await scene();
  expect(read(arriving, nowMs + 5 * 60_000)).toMatchObject({ minutes: 7 });
  expect(read(arriving, nowMs - 60 * 60_000)).toMatchObject({ minutes: 12 });
  expect(contentOf(read(arriving, nowMs + 3_600_000), en, format).title).toBe('Pax Parcels arrives now');
});

test('whoever waits for a yes is told of at once, and a notice that comes too late says so', async () => {
  const { arriving, read } = await scene();
  const { hubId, visitId, carrier, saidMs } = arriving;
  const asked = { type: 'approval', hubId, visitId, carrier, saidMs, waitS: 58 };
  expect(contentOf(read(asked), en, format)).toMatchObject({
    title: 'Pax Parcels is at your door and waits for your yes',
    stays: true,
    loud: true,
  });
  expect(contentOf(read(asked, nowMs + 59_000), de, format).title).toBe(
    'Pax Parcels stand vor Ihrer Tür und wartete auf Ihr Ja',
  );
});

test('P16: that somebody does not feel safe is said with its time, and blames nobody', async () => {
  const { arriving, read } = await scene();
  const { hubId, visitId, carrier, saidMs } = arriving;
  const unsafe = { type: 'unsafe', hubId, visitId, saidMs };
  expect(contentOf(read({ ...unsafe, carrier }), en, format)).toMatchObject({
    title: 'The courier of Pax Parcels does not feel safe at your home',
    body: 'They said so at 23:13:20. Nobody is to blame; look at your door.',
    loud: true,
    stays: true,
  });
  expect(contentOf(read(unsafe), de, format).title).toBe(
    'Bei Ihnen fühlt sich jemand nicht sicher, den Sie eingeladen haben',
  );
});

test('P5: a hub that falls silent during a visit is told as what nobody knows, with the time it was heard last', async () => {
  const { arriving, read } = await scene();
  const { hubId, visitId, saidMs } = arriving;
  const silent = { type: 'hub-silent', hubId, visitId, sinceMs: saidMs };
  expect(contentOf(read(silent), en, format)).toMatchObject({
    title: 'Your door no longer answers, and a visit is under way',
    body: 'Last heard at 23:13:20. Whether the door is locked, nobody knows now; look at it, or send somebody.',
    tag: `visit-${visitId}`,
    loud: true,
    stays: true,
  });
  expect(contentOf(read(silent), de, format).title).toBe('Ihre Tür antwortet nicht mehr, und ein Besuch ist im Gange');
});

test('what the door did is said when its signature verifies', async () => {
  const { pushed, read } = await scene();
  await pushed('asked');
  const told = read(await pushed('complete', { visitId: new Uint8Array(16).fill(7) }));
  expect(contentOf(told, en, format)).toMatchObject({
    title: 'Delivered, door locked',
    body: 'Pax Parcels. Signed by your door at 23:13:21.',
  });
});

test('P3: a block is called confirmed by the door’s receipt and by nothing else', async () => {
  const { pushed, read } = await scene();
  const detail = { blockSeq: 1, begun: [] };
  const notice = await pushed('blocked', { visitId: new Uint8Array(16).fill(7), detail });
  expect(contentOf(read(notice), en, format).title).toBe('Blocked, confirmed by your door at 23:13:20');
  const foreign = await scene();
  const forged = { ...(await foreign.pushed('blocked', { detail })), hubId: notice.hubId };
  for (const lie of [forged, { ...notice, seq: 2 }, { ...notice, parent: toBase64url(new Uint8Array(32)) }])
    expect(read(lie)).toEqual({ kind: 'unchecked' });
});

test.each([['no json'], [{ type: 'arriving' }], [{}]])(
  'what this device does not understand is said as that: %j',
  async (notice) => {
    const { read } = await scene();
    expect(contentOf(read(notice), en, format)).toMatchObject({ title: en.unchecked, actions: [] });
  },
);

test('a device that left the household is told nothing of it', async () => {
  const { arriving } = await scene();
  expect(readNotice(portablePrimitives, undefined, JSON.stringify(arriving), nowMs)).toEqual({ kind: 'unchecked' });
  expect(readNotice(portablePrimitives, await someHousehold(), JSON.stringify(arriving), nowMs)).toEqual({ kind: 'unchecked' }); // prettier-ignore
});

test('an alarm says what is wrong, stays and sounds', async () => {
  const { pushed, read } = await scene();
  const told = read(await pushed('attention', { door: 1, detail: { cause: 'left-open' } }));
  expect(contentOf(told, de, createFormat('de', 'Europe/Berlin'))).toMatchObject({
    title: 'Ihre Tür braucht Sie',
    body: 'Flat door. Sie steht schon zu lange offen. Von Ihrer Tür unterschrieben um 23:13:20 Uhr.',
    loud: true,
    stays: true,
    tag: 'door',
  });
});

test('P8: a look through the camera is told with who looks, stays, and is not replaced by what the door does next', async () => {
  const { pushed, read } = await scene();
  const look = (fill: number) => {
    const detail = { kid: new Uint8Array(8).fill(fill), recordingId: new Uint8Array(16), lengthMs: 600_000 };
    return pushed('look-began', { door: 1, answers: new Uint8Array(32), detail });
  };
  expect(contentOf(read(await look(5)), en, format)).toMatchObject({
    title: 'Robin looks through your camera',
    body: 'Flat door. For ten minutes at most. Open Latchkey to end it. Signed by your door at 23:13:20.',
    loud: true,
    stays: true,
    tag: 'look',
  });
  expect(contentOf(read(await look(6)), de, format).title).toBe('Ein Mitglied Ihres Haushalts sieht durch Ihre Kamera');
  const off = contentOf(read(await pushed('looks-off', { detail: { lengthMs: 86_400_000 } })), en, format);
  expect(off).toMatchObject({ title: en.looksOff, tag: 'door' });
});
