import { readFileSync } from 'node:fs';
import { FLAG, fromBase64url, ROLE, signApproval, type Signer } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { person } from './testing/powered-home.ts';
import { bytesOf, p, reasonOf, TestHome, type Visit } from './testing/test-home.ts';

const ASKS = FLAG.mustRecord | FLAG.mustRelock | FLAG.memberApproves;

/** A courier has knocked at a door whose household wants to be asked. */
class AskedHome {
  readonly home: TestHome;
  readonly visit: Visit;
  readonly knock: Uint8Array;

  private constructor(home: TestHome, visit: Visit, knock: Uint8Array) {
    this.home = home;
    this.visit = visit;
    this.knock = knock;
  }

  static async knocked(flags = ASKS, home?: TestHome, before?: () => void): Promise<AskedHome> {
    home ??= await TestHome.paired();
    const visit = await home.visit({ flags });
    await home.arm(visit);
    before?.();
    const knock = await home.knockBytes(visit, bytesOf(await home.ask(visit)));
    const asked = new AskedHome(home, visit, knock);
    expect(await asked.again()).toMatchObject({ ok: false, refusal: { reason: 'approval-missing', waitS: 60 } });
    return asked;
  }

  /** The very same knock: what a courier's device sends until it hears something else. */
  again(): Promise<Answer> {
    return this.home.hub.answer('knock', this.knock);
  }

  get questions() {
    return this.home.server.said.flatMap((said) => (said.type === 'approval-wanted' ? [said] : []));
  }

  get question() {
    const said = this.questions.at(-1);
    if (said === undefined) throw new Error('nobody was asked');
    return said;
  }

  async signed({ by = this.home.anna, no = false, knock = this.question.knock }: Says = {}): Promise<Uint8Array> {
    const claims = { iat: this.home.unixS, hubId: this.home.hub.core.hubId, ...(no ? { no: 1 } : {}) };
    return (await signApproval(p, by, claims, fromBase64url(knock) ?? new Uint8Array(32))).bytes;
  }

  async says(what: Says = {}): Promise<Answer> {
    const answer = this.home.hub.answer('approval', await this.signed(what));
    await this.home.clock.pass(500);
    return answer;
  }

  refusals() {
    return this.home.receipts().flatMap(({ event, detail }) => (event === 'refused' ? [detail] : []));
  }
}

/** The one serial turn is somebody else's until the answer is called. */
function busyTurn(home: TestHome): () => void {
  let next: () => void = () => undefined;
  void home.hub.core.turns.run(() => new Promise<void>((resolve) => (next = resolve)));
  return () => next();
}

interface Says {
  readonly by?: Signer;
  readonly no?: boolean;
  readonly knock?: string;
}

describe('P1: a grant that asks', () => {
  it('opens for a member’s yes to this very knock, films meanwhile, and says who said it', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    await home.clock.pass(50_000);
    expect(home.locks.moves('unlocked')).toEqual([]);
    expect(reasonOf(await asked.says())).toBe('allowed');
    expect(reasonOf(await asked.again())).toBe('allowed');
    await home.goThrough();
    expect(home.locks.flat.openings).toBe(1);
    const intended = home.receipts().find(({ event }) => event === 'unlock-intended');
    expect(intended?.detail?.leaf).toBeDefined();
    expect(intended?.detail?.kid).toEqual([...home.hub.core.memory.roster.members.keys()].map(bytesFromHex)[0]);
    expect(home.films.get(1)?.finished).toHaveLength(1);
    expect(home.events().at(-1)).toBe('recording-closed');
  });

  it('stays shut for a no, and the courier hears it', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    expect(reasonOf(await asked.says({ no: true }))).toBe('allowed');
    expect(reasonOf(await asked.again())).toBe('approval-refused');
    expect(reasonOf(await asked.says())).toBe('nobody-waits');
    await home.clock.pass(5000);
    expect(home.locks.moves('unlocked')).toEqual([]);
    expect(asked.refusals()).toMatchObject([{ reason: 'approval-refused' }]);
    expect(asked.refusals()[0]?.kid).toBeDefined();
  });

  it('takes silence for no after sixty seconds, and a yes after that for nothing', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    await home.clock.pass(59_000);
    expect(await asked.again()).toMatchObject({ refusal: { reason: 'approval-missing', waitS: 1 } });
    await home.clock.pass(2000);
    expect(reasonOf(await asked.again())).toBe('approval-late');
    expect(home.server.said.some(({ type }) => type === 'approval-over')).toBe(true);
    expect(reasonOf(await asked.says())).toBe('nobody-waits');
    expect(asked.refusals()).toMatchObject([{ reason: 'approval-late' }]);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('opens once for a doubled yes, and never again for a replayed one', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    const yes = await asked.signed();
    const answers = await Promise.all([home.hub.answer('approval', yes), home.hub.answer('approval', yes)]);
    expect(answers.map(reasonOf).sort()).toEqual(['allowed', 'nobody-waits']);
    await home.goThrough();
    expect(reasonOf(await home.hub.answer('approval', yes))).toBe('nobody-waits');
    expect(home.locks.flat.openings).toBe(1);
  });

  it('is not opened by a stranger, by a yes to another knock, or by one who left the household', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    expect(reasonOf(await asked.says({ by: person() }))).toBe('signer-unknown');
    expect(reasonOf(await asked.says({ knock: 'A'.repeat(43) }))).toBe('nobody-waits');
    const late = await asked.signed();
    const [anna] = home.roster?.claims.members ?? [];
    if (anna === undefined) throw new Error('nobody lives here');
    await home.nextRoster({ members: [{ ...anna, key: person().key }] });
    expect(reasonOf(await home.hub.answer('approval', late))).toBe('nobody-waits');
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('P11: is not opened by the yes of somebody who is removed before the bolt moves', async () => {
    const home = await TestHome.paired();
    const ben = person();
    const [anna] = home.roster?.claims.members ?? [];
    if (anna === undefined) throw new TypeError('nobody lives here');
    await home.nextRoster({ members: [anna, { ...anna, key: ben.key, role: ROLE.resident }] });
    const asked = await AskedHome.knocked(ASKS, home);
    const next = busyTurn(home);
    const answering = asked.says({ by: ben });
    await home.clock.pass(3000);
    expect(reasonOf(await home.nextRoster({ members: [anna] }))).toBe('allowed');
    next();
    expect(reasonOf(await answering)).toBe('approval-missing');
    await home.clock.pass(5000);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('opens for a yes in the last second although the turn comes after it', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    await home.clock.pass(59_500);
    const next = busyTurn(home);
    const answering = asked.says();
    await home.clock.pass(4000);
    next();
    expect(reasonOf(await answering)).toBe('allowed');
    await home.goThrough();
    expect(home.locks.flat.openings).toBe(1);
  });

  it('does not ask about a knock that a yes could not open', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit({ flags: ASKS });
    await home.arm(visit);
    expect(reasonOf(await home.knock(visit, { parcel: 'JJD999' }))).toBe('parcel-not-granted');
    expect(reasonOf(await home.slotKnock(visit, 1))).toBe('approval-missing');
    home.server.answersFreshness = false;
    await home.clock.pass(80_000);
    expect(reasonOf(await home.knock(visit))).toBe('not-fresh');
    expect(home.server.said.filter(({ type }) => type === 'approval-wanted')).toEqual([]);
  });
});

describe('P6: no picture, no question', () => {
  it('asks the household as soon as the film has its beginning on disk', async () => {
    const home = await TestHome.paired();
    const asked = await AskedHome.knocked(ASKS, home, () => {
      void home.films.get(1)?.disarm();
      home.films.get(1)?.arm();
    });
    await home.clock.pass(3000);
    expect(asked.questions).toEqual([]);
    await home.clock.pass(3000);
    expect(asked.questions).toHaveLength(1);
    expect(reasonOf(await asked.says())).toBe('allowed');
  });

  it('asks nobody while the camera shows nothing, and the courier hears why long before the minute is over', async () => {
    const home = await TestHome.paired();
    const asked = await AskedHome.knocked(ASKS, home, () => home.films.get(1)?.cut());
    await home.clock.pass(14_000);
    expect(reasonOf(await asked.again())).toBe('approval-missing');
    await home.clock.pass(2000);
    expect(reasonOf(await asked.again())).toBe('camera-lost');
    expect(asked.questions).toEqual([]);
    expect(asked.refusals()).toMatchObject([{ reason: 'camera-lost' }]);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });
});

describe('a knock that waits', () => {
  it('P3: is ended by a block at once, and a yes after it opens nothing', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    const yes = await asked.signed();
    await home.block(asked.visit);
    expect(reasonOf(await asked.again())).toBe('blocked');
    expect(reasonOf(await home.hub.answer('approval', yes))).toBe('nobody-waits');
    await home.clock.pass(5000);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('P10: keeps no member waiting', async () => {
    const { home } = await AskedHome.knocked();
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.clock.pass(1500);
    expect(home.locks.flat.truth.bolt).toBe(0);
  });

  it('keeps no other visit’s block or chain waiting, and gives its place to a newer knock of the same key', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    expect(reasonOf(await home.block(await home.visit()))).toBe('allowed');
    const newer = await home.knockBytes(asked.visit, bytesOf(await home.ask(asked.visit)));
    expect(reasonOf(await home.hub.answer('knock', newer))).toBe('approval-missing');
    expect(reasonOf(await asked.again())).toBe('nonce-unknown');
    expect(home.hub.core.waiting.all).toHaveLength(1);
    expect(reasonOf(await asked.says())).toBe('allowed');
    expect(reasonOf(await home.hub.answer('knock', newer))).toBe('allowed');
  });

  it('waits with seven others and no more: a ninth key hears that too many ask, and the eight wait on', async () => {
    const { waitingKnocks } = JSON.parse(
      readFileSync(new URL('../../../../vectors/limits/line.json', import.meta.url), 'utf8'),
    ) as { readonly waitingKnocks: { readonly of: number; readonly wait: number } };
    const home = await TestHome.paired();
    const visit = await home.visit({ flags: ASKS });
    await home.arm(visit);
    const heard: string[] = [];
    for (let key = 0; key < waitingKnocks.of; key++) {
      const courier = await home.handedOn(visit);
      if (key === 5) await home.clock.pass(31_000);
      heard.push(reasonOf(await home.knock(courier)));
    }
    const waits = heard.filter((reason) => reason === 'approval-missing');
    expect([waits.length, heard.at(-1)]).toEqual([waitingKnocks.wait, 'too-many-asks']);
    expect(home.hub.core.waiting.all).toHaveLength(waitingKnocks.wait);
    // Whoever waits already is asked for anew in their own place.
    await home.clock.pass(31_000);
    expect(home.hub.core.waiting.all.length).toBeLessThan(waitingKnocks.wait);
    expect(reasonOf(await home.knock(await home.handedOn(visit)))).toBe('approval-missing');
  });

  it('is forgotten with the power, and so is what was said to it', async () => {
    const asked = await AskedHome.knocked();
    const { home } = asked;
    const yes = await asked.signed();
    home.unplug();
    await home.plugIn();
    await home.resume();
    await home.clock.pass(6000);
    expect(reasonOf(await home.hub.answer('approval', yes))).toBe('nobody-waits');
    expect(reasonOf(await asked.again())).toBe('nonce-unknown');
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('is asked about anew when the line comes back', async () => {
    const { home } = await AskedHome.knocked();
    const { memory } = home.hub.core;
    home.server.said.length = 0;
    home.hub.line.welcome(memory.seq, Buffer.from(memory.head).toString('base64url'));
    expect(home.server.said.some(({ type }) => type === 'approval-wanted')).toBe(true);
  });
});

const bytesFromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
