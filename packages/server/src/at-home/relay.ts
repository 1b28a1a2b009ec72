import type { channel } from '@latchkey/contract';
import { encodePublicKey, hubIdOf, keyIdOf, type PublicKey } from '@latchkey/protocol';
import type { AppName, Displays, Effects, Settings } from '../effects.ts';
import { recordOf, type EnrolmentRecord } from '../enrolment-record.ts';
import { newId, textOf } from '../ids.ts';
import { learnRoster } from '../members.ts';
import { chainAfter } from '../roster-chain.ts';
import { makeServer, type LatchkeyServer } from '../server.ts';
import { SERVER } from '../store/store.ts';
import type { Recording } from '../store/records.ts';
import { peopleHeld, type Held } from './granted.ts';
import { HomeStore } from './home-store.ts';
import { keepLabel } from './labels.ts';
import { routesAtHome } from './routes.ts';

export interface OwnHub {
  readonly hubKey: PublicKey;
  readonly homeId: Uint8Array;
  /** All of the household's, oldest first. */
  readonly rosters: readonly Uint8Array[];
}

/** A server of one household, over memory: what it forgets at its end, its hub tells it again. */
export interface HomeRelay extends Pick<LatchkeyServer, 'app' | 'listen' | 'attach' | 'close'> {
  /** The household as its hub knows it now. To be repeated whenever a roster came. */
  readonly know: (own: OwnHub) => Promise<void>;
  readonly keepVisit: (label: channel.VisitLabel) => Promise<void>;
  /** A film that is on the disk already. */
  readonly keepFilm: (film: Omit<Recording, 'homeId' | 'hubId'>) => Promise<void>;
  /** Its bytes are gone. */
  readonly dropFilm: (recordingId: string) => void;
  /** What a device that asks to be let in left here. */
  readonly mail: (boxId: string) => Promise<EnrolmentRecord | undefined>;
  /** False: no such device asks. */
  readonly welcome: (boxId: string, welcome: Uint8Array) => Promise<boolean>;
}

type AtHome = Omit<Settings, 'atHome' | 'demo' | 'hardwareUrl' | 'carrierUrl'> & {
  readonly lineToken: string;
  /** Absent: no display at a door is a page from here. */
  readonly displays?: Displays;
  /** The grants that the hub holds at this moment. */
  readonly held: () => readonly Held[];
};

export const makeHomeRelay = async (effects: Omit<Effects, 'store'>, settings: AtHome): Promise<HomeRelay> => {
  const store = new HomeStore(effects.clock);
  const { lineToken, held, displays, ...rest } = settings;
  const apps: readonly AppName[] = ['home', 'verify', ...(displays === undefined ? [] : (['display'] as const))];
  const server = await makeServer(
    { ...effects, store },
    {
      ...rest,
      demo: false,
      // Pages from here fetch from nowhere else.
      hardwareUrl: settings.audience,
      carrierUrl: settings.audience,
      atHome: { routes: routesAtHome, apps, lineToken, ...(displays === undefined ? {} : { displays }) },
    },
  );
  const { primitives, random, clock } = effects;
  let known: { readonly homeId: string; readonly hubId: string; rosters: number } | undefined;

  const begin = async ({ hubKey, homeId: id, rosters }: OwnHub, first: Uint8Array) => {
    const after = chainAfter(primitives, undefined, first);
    const member = after.ok ? after.members[0] : undefined;
    if (member === undefined) throw new TypeError('a household’s first roster names nobody');
    const homeId = textOf(id);
    const hubId = textOf(hubIdOf(primitives, hubKey));
    const createdMs = clock.nowMs();
    const { key, sealingKey } = member;
    const keyId = textOf(keyIdOf(primitives, key));
    const row = { memberId: newId(random), homeId, keyId, publicKey: encodePublicKey(key), sealingKey, createdMs };
    const hub = { hubId, hubKey: encodePublicKey(hubKey), homeId, boundMs: createdMs };
    await store.write(SERVER, [
      { kind: 'home', home: { homeId, handle: '', createdMs }, member: row },
      { kind: 'hub', hub },
    ]);
    known = { homeId, hubId, rosters: 0 };
    store.granted = () => peopleHeld(primitives, { homeId, hubId }, held());
    await learn(rosters);
    await server.world.lines.get(hubId)?.whenBound(hub);
  };

  const learn = async (rosters: readonly Uint8Array[]) => {
    if (known === undefined) return;
    const fresh = rosters.slice(known.rosters);
    known.rosters = rosters.length;
    for (const roster of fresh) await learnRoster(server.world, known.homeId, roster);
  };

  let turn = Promise.resolve();
  /** One after the other. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  return {
    app: server.app,
    listen: server.listen,
    attach: server.attach,
    close: server.close,
    know: (own) =>
      inTurn(async () => {
        const [first] = own.rosters;
        if (first !== undefined) await (known === undefined ? begin(own, first) : learn(own.rosters));
      }),
    keepVisit: (label) =>
      inTurn(async () => {
        if (known !== undefined) await keepLabel({ ...effects, store }, known, label);
      }),
    keepFilm: async (film) => {
      if (known === undefined) return;
      const { homeId, hubId } = known;
      const recording: Recording = { ...film, homeId, hubId };
      await store.write({ role: 'home', id: homeId }, [{ kind: 'recording', recording }]);
    },
    dropFilm: (recordingId) => store.dropFilm(recordingId),
    mail: async (boxId) => {
      const enrolment = await store.enrolmentIn(boxId);
      return enrolment === undefined ? undefined : recordOf(enrolment);
    },
    welcome: async (boxId, welcome) => {
      const outcome = await store.write(SERVER, [{ kind: 'enrolment-welcome', boxId, welcome }]);
      return outcome.ok;
    },
  };
};
