import { describe, expect, it } from 'vitest';
import {
  AGAINST,
  againstBytes,
  againstIn,
  judgeInquiry,
  judgeReadiness,
  readChain,
  signAssignment,
  signGrant,
  signInquiry,
  signReadiness,
  type Against,
  type Grant,
  type Inquiry,
  type Link,
  type Readiness,
} from '../index.ts';
import { anna, hub, kim, mallory, p, post, seeded } from '../testing/people.ts';
import { ASSIGNMENT, GRANT, household, HUB_ID, NOON, seeded65 } from '../testing/story.ts';

const said: Inquiry = { nonce: seeded('nonce of dispatch'), hubId: HUB_ID, sealingKey: seeded65('post') };
const at = (unixS: number | undefined) => ({ unixS, uptimeMs: 0 });

const granted = (change: Partial<Grant> = {}, signer = anna) => signGrant(p, signer, { ...GRANT, ...change });

interface Asked {
  readonly signer?: typeof anna;
  readonly change?: Partial<Inquiry>;
  readonly grant?: Link<Grant>;
  readonly links?: readonly Uint8Array[];
  readonly above?: Uint8Array;
  readonly nowS?: number | undefined;
  readonly doors?: readonly number[];
  readonly voidUntilS?: number;
}

const judge = async (asked: Asked = {}) => {
  const grant = asked.grant ?? (await granted());
  const inquiry = await signInquiry(p, asked.signer ?? post, { ...said, ...asked.change }, asked.above ?? grant.hash);
  const door = {
    hubId: HUB_ID,
    roster: (await household()).state,
    doors: new Set(asked.doors ?? GRANT.doors),
    ...(asked.voidUntilS === undefined ? {} : { voidUntilS: asked.voidUntilS }),
  };
  const now = at('nowS' in asked ? asked.nowS : NOON);
  const judged = judgeInquiry(p, inquiry.bytes, asked.links ?? [grant.bytes], door, now);
  return judged.ok ? 'ok' : judged.problem;
};

describe('an inquiry', () => {
  it('of whoever the visit was given to is heard, with or without an assignment', async () => {
    expect(await judge()).toBe('ok');
    const grant = await granted();
    const assignment = await signAssignment(p, post, ASSIGNMENT, grant.hash);
    const links = [grant.bytes, assignment.bytes];
    expect(await judge({ grant, links, signer: kim, above: assignment.hash })).toBe('ok');
    expect(await judge({ grant, links, signer: post, above: assignment.hash })).toBe('signature-wrong');
  });

  it('of anybody else is not', async () => {
    expect(await judge({ signer: mallory })).toBe('signature-wrong');
    expect(await judge({ grant: await granted({}, mallory), signer: post })).toBe('proof-wrong');
    expect(await judge({ links: [] })).toBe('proof-missing');
    expect(await judge({ links: [seeded('no link', 90)] })).toBe('proof-wrong');
    expect(await judge({ voidUntilS: GRANT.iat })).toBe('proof-wrong');
  });

  it('for another hub, for a door that is not there, or over another grant is not', async () => {
    const elsewhere = seeded('other hub');
    expect(await judge({ grant: await granted({ hubId: elsewhere }) })).toBe('other-hub');
    expect(await judge({ change: { hubId: elsewhere } })).toBe('other-hub');
    expect(await judge({ doors: [200] })).toBe('door-unknown');
    expect(await judge({ above: seeded('another grant', 32) })).toBe('signature-wrong');
  });

  it('is heard from a day before the window until its end, and where the time is unknown', async () => {
    const { nbf, exp } = GRANT;
    expect(await judge({ nowS: nbf - 86_401 })).toBe('not-yet');
    expect(await judge({ nowS: nbf - 86_400 })).toBe('ok');
    expect(await judge({ nowS: exp - 1 })).toBe('ok');
    expect(await judge({ nowS: exp })).toBe('over');
    expect(await judge({ nowS: undefined })).toBe('ok');
  });
});

describe('readiness', () => {
  it('keeps every reason, in two bytes', () => {
    const all = Object.keys(AGAINST) as Against[];
    for (const reasons of [[], ...all.map((one) => [one]), all]) {
      expect(againstBytes(reasons)).toHaveLength(2);
      expect(againstIn(againstBytes(reasons))).toEqual(reasons);
    }
  });

  const answer = async (change: Partial<Readiness> = {}, signer = hub, key = hub.key) => {
    const grant = await granted();
    const read = readChain(p, [grant.bytes]);
    if (!read.ok) throw new TypeError('the grant does not read');
    const inquiry = await signInquiry(p, post, said, grant.hash);
    const doors = GRANT.doors.map((door) => ({ door, against: againstBytes([]) }));
    const claims = { iat: NOON, nonce: said.nonce, hubId: HUB_ID, visitId: GRANT.visitId, doors, ...change };
    const { bytes } = await signReadiness(p, signer, claims);
    const judged = judgeReadiness(p, bytes, key, { inquiry, chain: read.chain });
    return judged.ok ? 'ok' : judged.problem;
  };

  it('of the granted hub, over this inquiry, is believed', async () => {
    expect(await answer()).toBe('ok');
  });

  it('that a server made, kept, or took from another visit is not', async () => {
    expect(await answer({}, mallory)).toBe('signature-wrong');
    expect(await answer({}, mallory, mallory.key)).toBe('other-hub');
    expect(await answer({ nonce: seeded('an older one') })).toBe('old');
    expect(await answer({ visitId: seeded('another visit') })).toBe('other-visit');
    expect(await answer({ hubId: seeded('another hub') })).toBe('other-hub');
    expect(await answer({ doors: [{ door: 200, against: againstBytes([]) }] })).toBe('doors-wrong');
  });
});
