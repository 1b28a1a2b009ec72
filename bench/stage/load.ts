/** One rung of load: so many knocks a second, a member's block between them now and then, each beside a tap of the floor. */
import { randomBytes } from 'node:crypto';
import { routes } from '@latchkey/contract';
import { signBlock, TARGET, toBase64url } from '@latchkey/protocol';
import { primitives, type Member } from '../../tests/world/member.ts';
import { processorOf, waitedOf } from './processor.ts';
import type { Floor, Stage } from './stage.ts';
import { asked, knock, type Visit } from './visits.ts';

/** The pre-roll reaches back this far before the first asks. */
const RING_MS = 6_000;
/** Between a courier's ask and their knock. */
const THUMB_MS = 3_000;
/** Members block less often than couriers knock; enough to say something of the slowest. */
const blocksASecond = (knocksASecond: number): number => Math.max(4, knocksASecond / 10);
const LIMIT_ANSWER_MS = 60_000;

export interface Samples {
  readonly ours: number[];
  readonly floors: number[];
}

export interface Rung {
  readonly knocks: Samples;
  readonly blocks: Samples;
  /** Doors that did not open, by reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** Knocks a second that were really sent. */
  readonly perSecond: number;
  /** Cores, by who kept them busy while it knocked. */
  readonly cores: Readonly<Record<string, number>>;
  /** Threads that stood in line for a core, on average, by whose they were. */
  readonly inLine: Readonly<Record<string, number>>;
}

export interface Blocker {
  readonly member: Member;
  readonly confirmed: (hash: Uint8Array) => Promise<number>;
}

/** What is done at each door. */
interface Courier {
  readonly asked: typeof asked;
  readonly knock: typeof knock;
}

export const loadOf = async (
  stage: Stage,
  floor: Floor,
  visits: readonly Visit[],
  blockers: readonly Blocker[],
  perSecond: number,
  courier: Courier = { asked, knock },
): Promise<Rung> => {
  await pause(RING_MS);
  const [knocks, blocks]: Samples[] = [emptySamples(), emptySamples()];
  const refused = new Map<string, number>();
  const sent: number[] = [];
  const taps: Promise<void>[] = [];
  const refuse = (why: string) => refused.set(why, (refused.get(why) ?? 0) + 1);
  const began = performance.now() + THUMB_MS;
  const spacingMs = 1000 / perSecond;
  const blocksPerS = blocksASecond(perSecond);
  const visit = async (one: Visit, index: number) => {
    const due = began + index * spacingMs;
    await moment(due - THUMB_MS);
    const message = await courier.asked(stage, one);
    await moment(due);
    taps.push(tapped(floor, due + spacingMs / 2, knocks?.floors));
    sent.push(performance.now());
    const opened = await courier.knock(stage, one, message);
    if (opened.ok) knocks?.ours.push(opened.tapToBoltMs);
    else refuse(opened.reason);
  };
  const blocking = async (index: number) => {
    const blocker = blockers[index % blockers.length];
    const due = began + (index * 1000) / blocksPerS;
    await moment(due);
    if (blocker === undefined) return;
    taps.push(tapped(floor, due + 500 / blocksPerS, blocks?.floors));
    blocks?.ours.push(await blocked(blocker));
  };
  const durationS = visits.length / perSecond;
  const blockings = Array.from({ length: Math.floor(durationS * blocksPerS) }, (_, index) => blocking(index));
  const failed = (error: unknown) => void refuse(error instanceof Error ? error.message : 'unknown');
  const work = [...visits.map(visit), ...blockings].map((one) => inTime(one).catch(failed));
  await moment(began);
  const before = [spent(stage), waited(stage)] as const;
  await moment(began + durationS * 1000);
  const cores = difference(before[0], spent(stage), durationS);
  const inLine = difference(before[1], waited(stage), durationS);
  await Promise.all(work);
  // Or one that is still under way when the floor is put away would end the bench.
  await Promise.all(taps);
  const sentForS = (Math.max(...sent) - Math.min(...sent)) / 1000;
  if (knocks === undefined || blocks === undefined) throw new TypeError('no samples');
  return { knocks, blocks, refused, perSecond: (sent.length - 1) / sentForS, cores, inLine };
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What is never answered is one more that did not open, and does not hold up the bench. */
const inTime = (work: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no answer')), LIMIT_ANSWER_MS);
    void work.then(resolve, reject).finally(() => clearTimeout(late));
  });

const emptySamples = (): Samples => ({ ours: [], floors: [] });

const moment = (atMs: number) => pause(Math.max(0, atMs - performance.now()));

const tapped = async (floor: Floor, atMs: number, floors: number[] | undefined): Promise<void> => {
  await moment(atMs);
  const before = performance.now();
  const [, boltMs] = await floor.tap();
  floors?.push(boltMs - before);
};

/** Member's tap → the hub's receipt, verified on the member's side; of a visit that nobody has. */
const blocked = async ({ member, confirmed }: Blocker): Promise<number> => {
  const { hubId } = member.hub;
  const claims = {
    iat: Math.floor(Date.now() / 1000),
    cti: new Uint8Array(randomBytes(16)),
    hubId,
    target: { type: TARGET.visit, id: new Uint8Array(randomBytes(16)) },
  };
  const block = await signBlock(primitives, member.signer, claims);
  const receipt = confirmed(block.hash);
  const before = performance.now();
  await member.client(routes.newBlock, { body: { hubId: toBase64url(hubId), block: toBase64url(block.bytes) } });
  return (await receipt) - before;
};

const spent = ({ pids }: Stage) => {
  const server = processorOf(pids.server);
  const hubs = pids.hubs.reduce((sum, pid) => sum + processorOf(pid).own, 0);
  return { server: server.own, database: server.children, hubs, load: processorOf(process.pid).own };
};

const waited = ({ pids }: Stage) => ({
  server: waitedOf(pids.server),
  hubs: pids.hubs.reduce((sum, pid) => sum + waitedOf(pid), 0),
  load: waitedOf(process.pid),
});

const difference = (
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  seconds: number,
): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(after).map(([who, at]) => [who, (at - (before[who] ?? 0)) / seconds]));
