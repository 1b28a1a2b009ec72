import { ApiProblem } from '@latchkey/contract';
import { packSealed, sealTo } from '@latchkey/keys';
import { againstBytes, readGrant, readInquiry, signReadiness, type Readiness, type Signer } from '@latchkey/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { bytesOfText, toBase64url } from './encoding.ts';
import { newHome, NOON, p, VISIT } from './testing/people.ts';
import { silent } from './testing/relay.ts';
import { assigned, newScene, type Scene } from './testing/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await newScene();
  await assigned(scene);
});

const visit = () => {
  const found = scene.relay.shipment?.visit;
  if (found === undefined) throw new TypeError('nothing is granted');
  return found;
};

/** As the hub answers; or somebody who would like to be it. */
const answering =
  (change: Partial<Readiness> = {}, signer: Signer = scene.home.hub) =>
  async (text: string) => {
    const grant = readGrant(p, bytesOfText(visit().grant));
    const inquiry = grant.ok ? readInquiry(p, bytesOfText(text), grant.link.hash) : grant;
    if (!inquiry.ok) throw new TypeError('the inquiry does not read');
    const { claims, hash } = inquiry.link;
    const doors = [{ door: 1, against: againstBytes(['battery-low']) }];
    const readiness = { iat: NOON, nonce: claims.nonce, hubId: scene.home.hubId, visitId: VISIT, doors, ...change };
    const { bytes } = await signReadiness(p, signer, readiness);
    const info = Uint8Array.of(...new TextEncoder().encode('lk1-readiness'), ...hash);
    return { ok: true as const, message: toBase64url(packSealed(await sealTo(claims.sealingKey, bytes, info))) };
  };

const forged = expect.objectContaining({ fault: 'readiness-forged' }) as unknown;

describe('the readiness of a visit’s doors', () => {
  it('is the hub’s own word, opened and checked here', async () => {
    scene.relay.readiness = answering();
    expect(await scene.carrier.readiness(visit())).toEqual({
      told: true,
      atS: NOON,
      doors: [{ door: 1, against: ['battery-low'] }],
    });
  });

  it('may be withheld by the hub, with its reason, or by a hub that is away', async () => {
    scene.relay.readiness = () => ({ ok: false, refusal: { reason: 'not-yet' } });
    expect(await scene.carrier.readiness(visit())).toEqual({ told: false, reason: 'not-yet' });
    scene.relay.readiness = silent;
    await expect(scene.carrier.readiness(visit())).rejects.toBeInstanceOf(ApiProblem);
  });

  it('cannot be made, kept or swapped by a server', async () => {
    const mallory = await newHome();
    const first = answering();
    let kept: Awaited<ReturnType<typeof first>> | undefined;
    scene.relay.readiness = async (text) => (kept = await first(text));
    await scene.carrier.readiness(visit());
    const lies = [
      answering({}, mallory.hub),
      answering({ visitId: new Uint8Array(16).fill(8) }),
      answering({ doors: [{ door: 2, against: againstBytes([]) }] }),
      () => kept ?? { ok: true as const },
      () => ({ ok: true as const, message: 'AAAA' }),
      () => ({ ok: true as const }),
    ];
    for (const lie of lies) {
      scene.relay.readiness = lie;
      await expect(scene.carrier.readiness(visit())).rejects.toEqual(forged);
    }
  });
});
