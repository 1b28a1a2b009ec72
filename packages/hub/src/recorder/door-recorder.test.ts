import { inspectRecording, openRecording, RecordVerifier } from '@latchkey/media';
import { describe, expect, test } from 'vitest';
import { SAMPLE_AVCC } from '../drivers/cameras/testing/flv.ts';
import { nodeSha256 } from './effects.ts';
import { RECORDING, VISIT, settled, stage } from './testing/stage.ts';

const visit = { visitId: VISIT, recordingId: RECORDING };

describe('P6 no entry without a picture', () => {
  test('the seconds before are sealed and confirmed by the disk before the start is reported', async () => {
    const { recorder, film, spool, clock } = stage();
    recorder.arm();
    film(8);
    const answer = await recorder.start(visit);
    expect(answer.ok).toBe(true);
    const coverage = recorder.coverage();
    expect(coverage).toMatchObject({ recording: true, recordingId: RECORDING, picture: 'moving' });
    expect(coverage.onDiskToMs - coverage.onDiskFromMs).toBeGreaterThanOrEqual(5000);
    expect(clock.nowMs() - coverage.onDiskToMs).toBe(100);
    expect(spool.of(RECORDING).synced).toBe(spool.of(RECORDING).bytes.length);
  });

  test('the disk is asked once for the whole pre-roll, and not again for what it has confirmed', async () => {
    const { recorder, film, spool, told } = stage();
    recorder.arm();
    film(8.2);
    await recorder.start(visit);
    expect([told.records.length, spool.of(RECORDING).syncs]).toEqual([1, 1]);
    await recorder.confirm();
    expect(spool.of(RECORDING).syncs).toBe(1);
    film(0.1);
    await recorder.confirm();
    expect(spool.of(RECORDING)).toMatchObject({ syncs: 2, synced: spool.of(RECORDING).bytes.length });
  });

  test('a whole visit is a whole recording', async () => {
    const { recorder, film, report } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    film(4);
    await settled();
    const end = await recorder.stop('finished');
    expect(report()).toMatchObject({ verdict: 'ok', frames: 100, close: { reason: 'finished', receiptSeq: 7 } });
    expect(end).toMatchObject({ recordingId: RECORDING, frames: 100 });
  });

  test('a camera that sends nothing, a full disk, a broken disk and a second start are refused in words', async () => {
    const { recorder, film, spool } = stage();
    recorder.arm();
    expect(await recorder.start(visit)).toEqual({ ok: false, why: 'camera-silent' });
    film(6);
    spool.free = 1000;
    expect(await recorder.start(visit)).toEqual({ ok: false, why: 'no-space' });
    spool.free = 10 ** 12;
    spool.failing = 'sync';
    expect(await recorder.start(visit)).toEqual({ ok: false, why: 'disk-failed' });
    expect(recorder.coverage().recording).toBe(false);
    spool.failing = undefined;
    expect((await recorder.start({ ...visit, recordingId: VISIT })).ok).toBe(true);
    expect(await recorder.start(visit)).toEqual({ ok: false, why: 'already-recording' });
  });

  test('a camera that fell silent has nothing to begin with, whatever the ring still holds', async () => {
    const { recorder, film, clock } = stage();
    recorder.arm();
    film(6);
    clock.advance(1000);
    expect(await recorder.start(visit)).toEqual({ ok: false, why: 'camera-silent' });
  });

  test('P8, P11: a film that goes on under a new key lacks no picture, and neither key opens the other part', async () => {
    const { recorder, film, spool, hub, keys, clock } = stage();
    const second = new Uint8Array(16).fill(9);
    recorder.arm();
    film(6);
    await recorder.start(visit);
    film(3.3);
    const lastMs = clock.nowMs() - 100;
    const ended = recorder.stop('finished');
    film(0.2);
    await ended;
    spool.free = 9 * 1024 * 1024;
    expect((await recorder.start({ ...visit, recordingId: second, continues: true })).ok).toBe(true);
    film(2);
    await recorder.stop('finished');
    const parts = [RECORDING, second].map((id) => spool.of(id).bytes);
    const [before, after] = parts.map((bytes) => inspectRecording(bytes, hub));
    expect([before?.verdict, after?.verdict]).toEqual(['ok', 'ok']);
    expect(before?.close).toMatchObject({ lastCaptureMs: lastMs, gaps: [] });
    const inits = parts.map((bytes) => new RecordVerifier(hub).push(bytes)[0]);
    const opens = inits.map((one) =>
      keys.map((key) => one?.kind === 'init' && openRecording(nodeSha256, key, one.init) !== undefined),
    );
    expect(opens).toEqual([
      [true, false],
      [false, true],
    ]);
    const began = inits[1]?.kind === 'init' ? inits[1].init.startedMs : Infinity;
    expect(began).toBeLessThanOrEqual(lastMs);
    expect(after?.frames).toBeGreaterThanOrEqual((clock.nowMs() - began) / 100 - 1);
  });

  test('confirm covers the newest frame', async () => {
    const { recorder, film } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    film(0.5);
    expect(recorder.coverage().lastFrameAgeMs).toBe(100);
    const before = recorder.coverage().onDiskToMs;
    expect((await recorder.confirm()).onDiskToMs - before).toBe(500);
  });

  test('a hole over a second is told while it lasts, told when it ends, and signed', async () => {
    const { recorder, film, told, clock, report } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    const lastMs = clock.nowMs() - 100;
    clock.advance(1200);
    expect(told.gap).toEqual([{ recordingId: RECORDING, fromMs: lastMs, toMs: undefined }]);
    clock.advance(1800);
    film(1);
    expect(told.gap.at(-1)).toEqual({ recordingId: RECORDING, fromMs: lastMs, toMs: lastMs + 3100 });
    await recorder.stop('finished');
    expect(report()).toMatchObject({ verdict: 'gap', gaps: [{ fromMs: lastMs, toMs: lastMs + 3100 }] });
  });

  test('a camera that never comes back leaves a signed hole up to the close', async () => {
    const { recorder, film, clock, report } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    clock.advance(5000);
    await recorder.stop('camera-lost');
    expect(report().gaps).toHaveLength(1);
    expect(report().close?.reason).toBe('camera-lost');
  });

  test('a frozen, covered or lost picture is in the coverage, told, and signed in checkpoints', async () => {
    const { recorder, film, told, spool, hub, camera } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    camera()?.health({ link: 'live', picture: 'frozen' });
    expect(recorder.coverage().picture).toBe('frozen');
    expect(told.picture.map(({ picture }) => picture)).toEqual(['moving', 'frozen']);
    camera()?.health({ link: 'lost', picture: 'unknown' });
    expect(recorder.coverage().picture).toBe('lost');
    film(0);
    camera()?.health({ link: 'live', picture: 'covered' });
    film(1.1);
    camera()?.health({ link: 'live', picture: 'covered' });
    await recorder.stop('finished');
    const findings = new RecordVerifier(hub).push(spool.of(RECORDING).bytes);
    expect(findings.some((finding) => finding.kind === 'checkpoint')).toBe(true);
  });

  test('a disk that fails during the visit ends the recording and says so', async () => {
    const { recorder, film, spool, told } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    spool.failing = 'write';
    film(1);
    await settled();
    expect(told.failed).toEqual([{ recordingId: RECORDING, why: 'disk-failed' }]);
    expect(recorder.coverage().recording).toBe(false);
  });

  test('a disk that fills up during the visit: the film is closed while it can be', async () => {
    const { recorder, film, spool, told, report } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    spool.free = 1000;
    film(3);
    await settled();
    expect(told.failed).toEqual([{ recordingId: RECORDING, why: 'spool-full' }]);
    expect(report().close?.reason).toBe('spool-full');
  });
});

describe('P7 live means live', () => {
  test('a viewer’s nonce comes back signed within 0.3 s, with the capture time of the newest frame', async () => {
    const { recorder, film, spool, hub, clock } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    film(0.5);
    const nonce = new Uint8Array(16).fill(9);
    recorder.viewerNonce(nonce);
    clock.advance(300);
    await settled();
    const findings = new RecordVerifier(hub).push(spool.of(RECORDING).bytes);
    const echo = findings.flatMap((finding) => (finding.kind === 'checkpoint' ? [finding.checkpoint] : [])).at(-1);
    expect(echo?.nonces).toEqual([nonce]);
    expect(clock.nowMs() - (echo?.lastCaptureMs ?? 0)).toBeLessThanOrEqual(700);
  });

  test('a flood of nonces makes no flood of signatures', async () => {
    const { recorder, film, spool, hub } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    const count = (): number =>
      new RecordVerifier(hub).push(spool.of(RECORDING).bytes).filter(({ kind }) => kind === 'checkpoint').length;
    const before = count();
    for (let index = 0; index < 1000; index += 1) recorder.viewerNonce(new Uint8Array(16).fill(index & 255));
    recorder.viewerNonce(new Uint8Array(3));
    film(1);
    await settled();
    expect(count() - before).toBeLessThanOrEqual(4);
  });
});

describe('one write for many pictures', () => {
  test('what nobody watches is written and told two or three times a second, and never waits longer than half a second', async () => {
    const { recorder, film, told } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    const before = told.records.length;
    let [waitedMs, longestMs] = [0, 0];
    for (let picture = 0; picture < 40; picture += 1) {
      const said = told.records.length;
      film(0.1);
      await settled();
      waitedMs = told.records.length > said ? 0 : waitedMs + 100;
      longestMs = Math.max(longestMs, waitedMs);
    }
    expect(longestMs).toBeLessThanOrEqual(500);
    expect(told.records.length - before).toBeLessThanOrEqual(12);
  });

  test('whoever watches has each picture as it comes, and what waited at once', async () => {
    const { recorder, film, told, spool } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    film(0.3);
    recorder.viewerNonce(new Uint8Array(16).fill(9));
    await settled();
    expect(told.records.at(-1)?.offset).toBeLessThan(spool.of(RECORDING).bytes.length);
    for (let picture = 0; picture < 20; picture += 1) {
      const said = told.records.length;
      film(0.1);
      await settled();
      expect(told.records.length).toBeGreaterThan(said);
    }
  });

  test('a large picture does not wait for others', async () => {
    const { recorder, film, told, camera, clock } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    const said = told.records.length;
    const data = new Uint8Array(100_000).fill(1);
    camera()?.frame({ data, key: false, captureMs: clock.nowMs(), compositionMs: 0, avcC: SAMPLE_AVCC });
    await settled();
    expect(told.records.length).toBe(said + 1);
  });
});

describe('P8 the camera is nobody’s window', () => {
  test('armed, nothing is written and nothing is told; disarmed, the camera is closed and the ring is gone', async () => {
    const { recorder, film, spool, told, cameraOpen } = stage();
    expect(cameraOpen()).toBe(false);
    recorder.arm();
    film(10);
    expect(spool.files.size + told.records.length).toBe(0);
    await recorder.disarm();
    expect(cameraOpen()).toBe(false);
    expect(recorder.coverage().ringMs).toBe(0);
  });

  test('disarmed during a visit, the film goes on and the camera closes with it', async () => {
    const { recorder, film, cameraOpen } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    await recorder.disarm();
    expect(cameraOpen()).toBe(true);
    await recorder.stop('finished');
    expect(cameraOpen()).toBe(false);
  });

  test('what is sent is what the spool has, byte for byte, and holds no frame in the clear', async () => {
    const { recorder, film, spool, told, keys } = stage();
    recorder.arm();
    film(6);
    await recorder.start(visit);
    film(2);
    await recorder.stop('finished');
    const sent = Buffer.concat(told.records.map(({ bytes }) => bytes));
    expect(sent).toEqual(Buffer.from(spool.of(RECORDING).bytes));
    expect(
      told.records.every(
        ({ offset }, index) =>
          offset === told.records.slice(0, index).reduce((sum, { bytes }) => sum + bytes.length, 0),
      ),
    ).toBe(true);
    for (const word of ['moov', 'moof', 'mdat', 'avcC']) expect(sent.includes(word)).toBe(false);
    for (const key of keys) expect(sent.includes(Buffer.from(key))).toBe(false);
  });

  test('P8: a look is live and nothing else: on no disk, no recording, sealed to one key, and without a picture from before', async () => {
    const { recorder, film, spool, told, hub, clock, sealedOnlyTo } = stage();
    const look = { kid: new Uint8Array(8), sealingKey: new Uint8Array(65).fill(9), sinceMs: 0 };
    recorder.arm();
    film(6);
    const begin = { ...visit, look: { ...look, sinceMs: clock.nowMs() + 1 } };
    expect(await recorder.start(begin)).toEqual({ ok: false, why: 'camera-silent' });
    spool.free = 0;
    film(2);
    expect((await recorder.start(begin)).ok).toBe(true);
    film(4);
    await settled();
    expect(recorder.coverage()).toMatchObject({ recording: false, onDiskFromMs: 0, onDiskToMs: 0 });
    await recorder.stop('finished');
    expect(spool.files.size).toBe(0);
    expect(sealedOnlyTo).toEqual([begin.look.sealingKey]);
    const sent = new Uint8Array(Buffer.concat(told.records.map(({ bytes }) => bytes)));
    expect(inspectRecording(sent, hub)).toMatchObject({ verdict: 'ok' });
    const first = new RecordVerifier(hub).push(sent).find(({ kind }) => kind === 'init');
    expect(first?.kind === 'init' && first.init.startedMs).toBeGreaterThanOrEqual(begin.look.sinceMs);
    film(6);
    spool.free = 10 ** 12;
    expect(await recorder.start(visit)).toMatchObject({ ok: true, coverage: { recording: true } });
  });
});
