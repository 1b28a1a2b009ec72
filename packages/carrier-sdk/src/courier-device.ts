import { routes } from '@latchkey/contract';
import type { PlaceSaying, Saying } from '@latchkey/delivery';
import { codesForDoor, knockAtDoor, type DoorCodes, type KnockAt, type Knocked } from './door.ts';
import { newEnrolment } from './enrolment.ts';
import { bytesOfText } from './encoding.ts';
import { momentOf, type Moment } from './moment.ts';
import { readFacts, type Fact } from './receipts.ts';
import { createSession, type Session } from './session.ts';
import { readStop, type BrokenStop, type Knockable, type ServerStop, type Stop } from './stops.ts';
import { sealPosition, type PositionText } from './texts.ts';
import type { OwnKeys, Transport, World } from './world.ts';

export interface CourierOptions {
  readonly world: World;
  readonly keys: OwnKeys;
  readonly transport: Transport;
}

/** What stands at a visit's door now, with the verified receipts it follows from. */
export interface Story {
  readonly moment: Moment;
  readonly facts: readonly Fact[];
}

/** The device of whoever stands at the door: a person's phone, a robot. Its key is one link's `holder`, nothing else opens with it. */
export interface CourierDevice {
  /**
   * Leaves this device's record in the server's mailbox. The code goes to dispatch by QR or link, never through the server:
   * with it dispatch checks that the record is this device's.
   */
  enrol(name: string): Promise<{ code: string; keyId: string }>;
  /** As the server lists them, for a device that keeps its day's stops: unchecked, and of no use before `check`. */
  listed(): Promise<readonly ServerStop[]>;
  /** A stop's chain names this device, its hub's key is the one the recipient named, its text opens here. Needs no connection. */
  check(listed: readonly ServerStop[]): Promise<readonly (Stop | BrokenStop)[]>;
  /** Both at once. */
  stops(): Promise<readonly (Stop | BrokenStop)[]>;
  /** The courier's own estimate; `told` is whether the household heard *arriving soon* because of it. */
  sayProgress(
    visitId: string,
    progress: { readonly etaS: number; readonly stopsBefore: number },
  ): Promise<{ told: boolean }>;
  /**
   * Where this device is, sealed to the key of the stop's carrier (`to`: 65 bytes, from the carrier's own domain); `undefined`: it is
   * shared no more.
   */
  sayPosition(
    visitId: string,
    said: { readonly to: Uint8Array; readonly position: PositionText } | undefined,
  ): Promise<void>;
  knock(stop: Knockable, at: KnockAt): Promise<Knocked>;
  /** The same for the door's own camera, without any connection; good until `untilS`. */
  doorCodes(stop: Knockable, at: KnockAt): Promise<DoorCodes>;
  /**
   * What the courier says apart from the door: notice read, parcel scanned, unsafe, what became of the parcel. The same `key` says it
   * once, however often it is sent: a device without reception keeps both until it has some.
   */
  say(visitId: string, saying: Saying, key?: string): Promise<void>;
  /** The same of a person who comes again, of a place that invited them. */
  sayAtPlace(visitId: string, saying: PlaceSaying, key?: string): Promise<void>;
  /** Goes on from an earlier story of the same stop. Throws `hub-key-wrong`, `receipt-forged`. */
  story(stop: Knockable, before?: Story): Promise<Story>;
  /** Follows the visit: yields each new story, until the iteration is left. Waits `everyMs` between readings. */
  follow(stop: Stop, everyMs?: number): AsyncGenerator<Story, never>;
  readonly session: Session;
}

const pollMs = 500;

export const createCourierDevice = ({ world, keys, transport }: CourierOptions): CourierDevice => {
  const session = createSession(world, keys, 'courier', transport);

  const story = async (stop: Knockable, before?: Story): Promise<Story> => {
    const params = { visitId: stop.visitId };
    const of = { hubId: stop.chain.grant.claims.hubId, visitId: bytesOfText(stop.visitId) };
    const page = (after: number) =>
      session.signedIn((call) => call(routes.listCourierReceipts, { params, query: { after } }));
    const facts = await readFacts(world.primitives, of, page, before?.facts);
    return { facts, moment: momentOf(facts) };
  };

  const listed = async () => (await session.signedIn((call) => call(routes.listStops, {}))).stops;
  const check = (stops: readonly ServerStop[]) => Promise.all(stops.map((stop) => readStop(world, keys, stop)));

  return {
    session,
    enrol: async (name) => {
      const { code, ...left } = newEnrolment(world, keys, name);
      const made = await session.open(routes.newEnrolment, { body: { ...(await session.prove()), ...left } });
      session.keep(made);
      return { code, keyId: made.keyId };
    },
    listed,
    check,
    stops: async () => check(await listed()),
    sayProgress: (visitId, progress) =>
      session.signedIn((call) => call(routes.sayProgress, { params: { visitId }, body: progress })),
    sayPosition: async (visitId, said) => {
      const body =
        said === undefined ? {} : { sealedPosition: await sealPosition(world.seal, said.to, said.position, visitId) };
      await session.signedIn((call) => call(routes.sayPosition, { params: { visitId }, body }));
    },
    say: async (visitId, saying, key) => {
      const keyed = key === undefined ? {} : { idempotencyKey: key };
      await session.signedIn((call) => call(routes.sayAtStop, { params: { visitId }, body: saying, ...keyed }));
    },
    sayAtPlace: async (visitId, saying, key) => {
      const keyed = key === undefined ? {} : { idempotencyKey: key };
      await session.signedIn((call) => call(routes.sayAtPlace, { params: { visitId }, body: saying, ...keyed }));
    },
    knock: (stop, at) => knockAtDoor(world, keys, session, stop, at),
    doorCodes: (stop, at) => codesForDoor(world, keys, stop, at),
    story,
    follow: async function* (stop, everyMs = pollMs) {
      let heard: Story | undefined;
      for (;;) {
        const now = await story(stop, heard);
        if (now.facts.length !== heard?.facts.length) yield now;
        heard = now;
        await world.wait(everyMs);
      }
    },
  };
};
