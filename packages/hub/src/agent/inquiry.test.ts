import { generateSealingKeys, openSealed, rawSealingKey, unpackSealed, type KeyPair } from '@latchkey/keys';
import {
  againstIn,
  judgeReadiness,
  readChain,
  signInquiry,
  type Against,
  type Grant,
  type Signer,
} from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { bytesOf, p, reasonOf, TestHome, type Visit } from './testing/test-home.ts';
import { unlike } from './testing/powered-home.ts';

interface Asking {
  readonly signer?: Signer;
  readonly sealing?: KeyPair;
}

/** What the carrier of this visit hears: what stands against each door; or the hub's reason to say nothing. */
const ask = async (home: TestHome, visit: Visit, { signer = home.carrier, sealing }: Asking = {}) => {
  const keys = sealing ?? (await generateSealingKeys());
  const claims = { nonce: unlike(16), hubId: home.hub.core.hubId, sealingKey: await rawSealingKey(keys.publicKey) };
  const inquiry = await signInquiry(p, signer, claims, visit.grant.hash);
  const answer = await home.hub.answer('inquiry', inquiry.bytes, [visit.grant.bytes]);
  if (!answer.ok) return reasonOf(answer);
  const sealed = unpackSealed(bytesOf(answer));
  const info = Uint8Array.of(...new TextEncoder().encode('lk1-readiness'), ...inquiry.hash);
  const opened = sealed === undefined ? undefined : await openSealed(keys, sealed, info);
  const read = readChain(p, [visit.grant.bytes]);
  if (opened === undefined || !read.ok) throw new Error('the answer cannot be read');
  const judged = judgeReadiness(p, opened, home.hubSigner.key, { inquiry, chain: read.chain });
  if (!judged.ok) throw new Error(judged.problem);
  return judged.readiness.doors.map(({ against }) => againstIn(against));
};

const later = (home: TestHome, inS: number): Partial<Grant> => ({
  nbf: home.unixS + inS,
  exp: home.unixS + inS + 3600,
});

describe('the carrier of a visit', () => {
  it('hears before the window that the door is ready, but for the camera, which nobody has looked at', async () => {
    const home = await TestHome.paired();
    expect(await ask(home, await home.visit(later(home, 600)))).toEqual([['camera-asleep']]);
  });

  it('hears that a door whose camera the grant waives is ready', async () => {
    const home = await TestHome.paired();
    expect(await ask(home, await home.visit({ ...later(home, 600), flags: 0 }))).toEqual([[]]);
  });

  it('hears of a camera that runs whether it shows something', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.clock.pass(3000);
    expect(await ask(home, visit)).toEqual([[]]);
    home.films.get(1)?.cut();
    expect(await ask(home, visit)).toEqual([['picture-lost']]);
  });

  it('hears that the lock is silent, jammed, or its battery low', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit({ flags: 0 });
    home.locks.fault({ batteryPercent: 15 });
    await home.clock.pass(2000);
    expect(await ask(home, visit)).toEqual([['battery-low'] satisfies Against[]]);
    home.locks.fault({ losesReports: true });
    await home.clock.pass(11_000);
    expect(await ask(home, visit)).toEqual([['lock-silent', 'battery-low'] satisfies Against[]]);
  });

  it('hears nothing a day before, after the end, after a block, or after the use', async () => {
    const home = await TestHome.paired();
    expect(await ask(home, await home.visit(later(home, 86_500)))).toBe('not-yet');
    expect(await ask(home, await home.visit({ nbf: home.unixS - 7200, exp: home.unixS - 1 }))).toBe('over');
    const blocked = await home.visit();
    await home.block(blocked);
    expect(await ask(home, blocked)).toBe('over');
    const used = await home.visit();
    await home.arm(used);
    await home.knock(used);
    expect(await ask(home, used)).toBe('over');
  });

  it('is the only one who is answered', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    expect(await ask(home, visit, { signer: visit.courier })).toBe('signature-wrong');
    expect(reasonOf(await home.hub.answer('inquiry', unlike(90), [visit.grant.bytes]))).toBe('malformed');
    expect(reasonOf(await home.hub.answer('inquiry', unlike(90)))).toBe('proof-missing');
  });

  it('hears of a hub that has restarted that nobody has vouched for it, and of its clock alone where it has none', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit({ flags: 0 });
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
    expect(await ask(home, visit)).toEqual([['not-resumed']]);
    home.unplug();
    home.locks.rtc = { lostPower: true, offsetS: 0 };
    await home.plugIn();
    await home.clock.pass(3000);
    expect(await ask(home, visit)).toEqual([['time-unknown']]);
  });
});
