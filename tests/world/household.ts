/** What most tests of whole visits begin with: a world, its home paired to a member who is around, and a carrier with one courier. */
import { openDispatch, type Dispatch, type Overheard } from './carrier.ts';
import { DemoHome } from './home.ts';
import { Member } from './member.ts';
import { until } from './until.ts';
import { startWorld, type World } from './world.ts';

export interface ServedHome {
  readonly world: World;
  readonly home: DemoHome;
  readonly member: Member;
  readonly dispatch: Dispatch;
  /** The member's phone goes away: it answers the hub nothing more. */
  readonly leave: () => void;
  readonly stop: () => Promise<void>;
}

/** The home of this world, and the member who has just paired with its hub. */
export const pairedWith = async (world: World): Promise<Pick<ServedHome, 'home' | 'member'>> => {
  const home = new DemoHome(world.door);
  const member = new Member(world.server);
  await member.makeHome();
  await member.pair(await home.pairingCode());
  return { home, member };
};

/** A new clock knows nothing: the member's device tells the hub the time without being asked twice. */
export const openServedHome = async (overheard?: Overheard): Promise<ServedHome> => {
  const around = new AbortController();
  const world = await startWorld();
  const { home, member } = await pairedWith(world);
  await member.beAround(around.signal);
  await until('the hub to know the time', async () => (await member.state()).timeSource !== 0);
  const dispatch = await openDispatch(world.server, world.carrier, world.data, overheard);
  const leave = () => around.abort();
  const stop = () => {
    leave();
    return world.stop();
  };
  return { world, home, member, dispatch, leave, stop };
};
