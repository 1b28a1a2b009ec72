import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  armChain,
  decide,
  decideAsk,
  encodePresentation,
  FLAG,
  keyIdOf,
  kidOf,
  parcelCommitment,
  signAssignment,
  signGrant,
  signKnock,
  TARGET,
  toHex,
  type Assignment,
  type DoorState,
  type Grant,
  type Presentation,
  type StandingBlock,
} from './index.ts';
import { anna, depot, kim, mallory, p, post, seeded } from './testing/people.ts';
import {
  ASSIGNMENT,
  asked,
  CTI,
  delivery,
  doorState,
  GRANT,
  household,
  knockAt,
  KNOCK,
  memberKnock,
  NONCE,
  NOON,
  NOW,
  askAt,
  without,
} from './testing/story.ts';

// Thousands of signatures a test: a loaded machine needs longer than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

/** What must hold of every input, not only of those that somebody thought of. */

describe('an accepted presentation', () => {
  const forms: [string, Uint8Array, DoorState][] = [];

  beforeAll(async () => {
    const visit = await delivery();
    const verified = new Map(visit.chain.links.map((link) => [link.name, link.signature]));
    const armed = new Map([[toHex(visit.leaf.slice(0, 16)), visit.chain]]);
    const short: Presentation = {
      kind: 'short',
      leaf16: visit.leaf.slice(0, 16),
      knock: (await signKnock(p, kim, KNOCK, visit.leaf)).bytes,
    };
    const own = await memberKnock(without(KNOCK, 'trackingNumbers'), anna, (await household()).state.head);
    forms.push(
      ['the whole chain', await knockAt(visit), await doorState()],
      ['the whole chain with its links cached', await knockAt(visit), await doorState({ verified, armed })],
      ['the short form', encodePresentation(short), await doorState({ armed })],
      ['a member’s knock', own, await doorState({ nonces: new Map([[toHex(NONCE), asked(anna)]]) })],
    );
  });

  it.each([0, 1, 2, 3])('opens nothing after any change of a single bit (form %i)', (form) => {
    const [name, bytes, door] = forms[form] ?? ['', new Uint8Array(0), undefined];
    if (door === undefined) throw new Error('no such form');
    expect(decide(p, bytes, door, NOW).allow, name).toBe(true);
    const opened: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (decide(p, changed, door, NOW).allow) opened.push(bit);
    }
    expect(opened).toEqual([]);
  });

  it('opens nothing cut off, lengthened or asked as another kind', async () => {
    const bytes = await knockAt(await delivery());
    const door = await doorState();
    for (let length = 0; length < bytes.length; length++)
      expect(decide(p, bytes.subarray(0, length), door, NOW).allow).toBe(false);
    expect(decide(p, Uint8Array.from([...bytes, 0]), door, NOW).allow).toBe(false);
    expect(decideAsk(p, bytes, door, NOW).allow).toBe(false);
    expect(decide(p, await askAt(await delivery()), door, NOW).allow).toBe(false);
  });

  it('opens no other hub, no other door and no other household', async () => {
    const bytes = await knockAt(await delivery());
    const { state } = await household();
    for (const change of [
      { hubId: seeded('other') },
      { doors: new Set([2]) },
      { roster: { ...state, members: new Map() } },
    ]) {
      expect(decide(p, bytes, await doorState(change), NOW).allow).toBe(false);
    }
  });
});

it('random bytes never open and never throw', async () => {
  const door = await doorState();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2100 }), (bytes) => {
      expect(decide(p, bytes, door, NOW)).toMatchObject({ allow: false, told: 'flat' });
      expect(decideAsk(p, bytes, door, NOW).allow).toBe(false);
      expect(armChain(p, [bytes], door, NOW).allow).toBe(false);
    }),
  );
});

it('a block never makes anything open that was shut', async () => {
  const visits = [
    await delivery(),
    await delivery({ uses: 2 }),
    await delivery({ nbf: NOON + 3000 }),
    await delivery({ flags: FLAG.atDoor }),
  ];
  const knocks = await Promise.all(visits.map((visit) => knockAt(visit)));
  const doors = [
    await doorState(),
    await doorState({ freshness: {} }),
    await doorState({ resumed: false }),
    await doorState({ nonces: new Map() }),
  ];
  const ids = [
    GRANT.visitId,
    keyIdOf(p, kim.key),
    keyIdOf(p, post.key),
    keyIdOf(p, mallory.key),
    kidOf(p, anna.key),
    new Uint8Array(0),
  ];
  const block: fc.Arbitrary<StandingBlock> = fc.record({
    seq: fc.nat(),
    target: fc.record({ type: fc.constantFrom(...Object.values(TARGET)), id: fc.constantFrom(...ids) }),
    carrierId: fc.constantFrom(...ids.slice(1, 4)),
    exp: fc.constantFrom(NOON, NOON + 3600, NOON + 3601, 0xffffffff),
  }, { requiredKeys: ['seq', 'target'] }); // prettier-ignore
  fc.assert(
    fc.property(
      fc.constantFrom(...knocks),
      fc.constantFrom(...doors),
      fc.array(block, { maxLength: 3 }),
      fc.array(block, { maxLength: 3 }),
      (knock, door, few, more) => {
        const before = decide(p, knock, { ...door, blocks: few }, NOW).allow;
        const after = decide(p, knock, { ...door, blocks: [...few, ...more] }, NOW).allow;
        expect(after && !before).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});

it('a child only narrows: whatever an assignment says, nothing opens that its grant alone would not allow', async () => {
  const near = (edge: number) => fc.constantFrom(edge - 1, edge, edge + 1);
  const child = fc.record({
    nbf: near(NOON),
    exp: near(NOON + 7200),
    doors: fc.constantFrom([1], [2], [1, 2], [1, 3]),
    uses: near(2),
    flags: fc.constantFrom(0, 1, 2, 3, 7, 31),
    maxOpenSeconds: near(120),
    maxStaleSeconds: near(60),
    depth: fc.constantFrom<[number, number]>([0, 0], [0, 1], [1, 1], [0, 2], [0, 3]),
  }, { requiredKeys: ['nbf', 'exp', 'depth'] }); // prettier-ignore
  const grant: Partial<Grant> = { uses: 2, doors: [1, 2] };
  await fc.assert(
    fc.asyncProperty(child as fc.Arbitrary<Partial<Assignment>>, async (change) => {
      const visit = await delivery(grant, { ...change, holder: kim.key });
      const decision = decide(p, await knockAt(visit), await doorState(), NOW);
      if (!decision.allow || decision.by !== 'visitor') return;
      const { claims } = visit.assignment;
      const parent = visit.grant.claims;
      expect(claims.nbf >= parent.nbf && claims.exp <= parent.exp).toBe(true);
      expect(decision.chain.terms.doors.every((door) => parent.doors.includes(door))).toBe(true);
      expect(decision.chain.terms.flags & parent.flags).toBe(parent.flags);
      expect(decision.terms.maxOpenSeconds).toBeLessThanOrEqual(parent.maxOpenSeconds);
      expect(decision.terms.maxStaleSeconds).toBeLessThanOrEqual(60);
      expect((claims.uses ?? 0) <= parent.uses && claims.depth[1] <= 1 && claims.depth[0] === 0).toBe(true);
    }),
    { numRuns: 400 },
  );
});

it('the longest legal presentation fits 2,048 bytes, and opens', async () => {
  const numbers = Array.from({ length: 16 }, (_, i) => `${'Z'.repeat(32)}${String(i).padStart(2, '0')}`);
  const window = { exp: 0xffffffff, nbf: 0xffffffff - 43_200, iat: 0xffffffff };
  const doors = [24, 25, 26, 27, 28, 29, 30, 31];
  const narrowing = { doors, uses: 255, flags: 31, maxOpenSeconds: 0xffffffff, maxStaleSeconds: 0xffffffff };
  const grant = await signGrant(p, anna, {
    ...GRANT,
    ...window,
    ...narrowing,
    cti: CTI,
    depth: [3, 3],
    parcels: numbers.map((number) => parcelCommitment(p, CTI, number)),
  });
  const first = await signAssignment(
    p,
    post,
    { ...ASSIGNMENT, ...window, ...narrowing, holder: depot.key, depth: [2, 2] },
    grant.hash,
  );
  const second = await signAssignment(
    p,
    depot,
    { ...ASSIGNMENT, ...window, ...narrowing, holder: depot.key, depth: [1, 1] },
    first.hash,
  );
  const third = await signAssignment(p, depot, { ...ASSIGNMENT, ...window, ...narrowing, depth: [0, 0] }, second.hash);
  const links = [grant, first, second, third];
  // As many numbers as still fit: the limit on the whole is the one that binds.
  const knock = await signKnock(p, kim, { ...KNOCK, door: 31, trackingNumbers: numbers.slice(0, 16) }, third.hash);
  const presentation = encodePresentation({
    kind: 'chain',
    links: links.map(({ bytes }) => bytes),
    knock: knock.bytes,
  });
  expect(presentation.length).toBeLessThanOrEqual(2048);
  expect(presentation.length).toBeGreaterThan(1700);
  const door = await doorState({
    doors: new Set(doors),
    nonces: new Map([[toHex(NONCE), { origin: 'displayed', door: 31, issuedMs: NOW.uptimeMs }]]),
    approved: new Set([knock.name]),
    freshness: { memberMs: NOW.uptimeMs },
  });
  expect(decide(p, presentation, door, { ...NOW, unixS: 0xfffffffe })).toMatchObject({ allow: true });
});

it('the short form is as short as the design says', async () => {
  const { leaf } = await delivery();
  const bare = await signKnock(p, kim, without(KNOCK, 'trackingNumbers'), leaf);
  expect(
    encodePresentation({ kind: 'short', leaf16: leaf.slice(0, 16), knock: bare.bytes }).length,
  ).toBeLessThanOrEqual(125);
});
