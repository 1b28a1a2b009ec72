import { real, type Variant } from '../variant.ts';
import { ended, type Ended } from './ended.ts';
import { Household, MINUTE_MS, type Broken } from './household.ts';
import { DAY, invite, Life } from './life.ts';

/** What the server has when it is back. */
export const endings = ['all its data', 'a backup ten days old', 'nothing'] as const;
export type Ending = (typeof endings)[number];

const BACKUP_DAY = 1;
const BACKUP_AGE_DAYS = 10;
/** People come again until so long after the server is back: everybody at least once. */
const DAYS_AFTER = 4;
/** Of the days without the server. */
const BLOCKED_AFTER = 0.57;
/** A server that has lost the household hears of it again after this. */
const INTRODUCED_MS = 2 * MINUTE_MS;
/** After its return the hub looks at the public log every ten minutes, and doubts some things the second time only. */
const SETTLED_MS = 25 * MINUTE_MS;

export interface OutageOutcome {
  readonly seed: number;
  readonly broken?: Broken;
  readonly story: readonly string[];
  readonly boots: number;
  readonly openings: Life['openings'];
  readonly turnedAway: Life['turnedAway'];
  readonly ways: Life['ways'];
  readonly slept: number;
  /** Absent where a promise was broken before the server was back. */
  readonly ended?: Ended;
}

/**
 * One seed: a day with the server, ten more where its backup is as old, `days` without it, and its return. The same seed, ending and variant give the
 * same outcome.
 */
export async function playOutage(
  seed: number,
  ending: Ending,
  variant: Variant = real,
  days = 30,
): Promise<OutageOutcome> {
  const home = new Household(seed, variant);
  const goneDay = BACKUP_DAY + (ending === 'a backup ten days old' ? BACKUP_AGE_DAYS : 1);
  const backDay = goneDay + days;
  await home.moveIn();
  const guests = await invite(home.anna, backDay + DAYS_AFTER);
  for (const { links } of [guests.cleaner, guests.neighbour, guests.asAlways])
    home.world.say('chain', new Uint8Array(0), links);
  const life = new Life(home, guests);
  life.blockDay = goneDay + Math.floor(days * BLOCKED_AFTER);

  const live = async (from: number, to: number): Promise<void> => {
    for (let day = from; day < to && home.broken === undefined; day++) await life.live(day);
  };
  await live(0, BACKUP_DAY);
  const backup = home.server.backup();
  await live(BACKUP_DAY, goneDay);
  life.serverIsGone = true;
  vanish(home);
  await live(goneDay, backDay);
  if (home.broken !== undefined) return outcome(seed, home, life);
  await home.until(backDay * DAY + 20);
  life.serverIsGone = false;
  if (ending === 'a backup ten days old') home.server.putBack(backup);
  if (ending === 'nothing') home.server.putBack();
  const whole = await comeBack(home, ending);
  await sayEverythingAgain(home);
  await live(backDay, backDay + DAYS_AFTER);
  return outcome(seed, home, life, whole);
}

function vanish({ line, server }: Household): void {
  line.serverIsThere = false;
  server.vanish();
  line.lost();
}

/** The line comes by itself, breaks once in the middle of what waited, and comes again. */
async function comeBack(home: Household, ending: Ending): Promise<Ended> {
  const { line, server, world } = home;
  const kept = server.receipts.size;
  const triedBefore = line.tries;
  server.watchReturn(world.dice.between(1, 60), () => line.lost());
  line.serverIsThere = true;
  line.serverKnows = ending !== 'nothing';
  await home.watch(INTRODUCED_MS);
  if (!line.serverKnows) line.known();
  await home.watch(SETTLED_MS);
  return ended(home, { kept, tries: line.tries - triedBefore, ending });
}

/** Whatever anybody ever sent comes once more, and opens nothing. */
async function sayEverythingAgain(home: Household): Promise<void> {
  const { overheard, record } = home.world;
  const opened = record.withdrawals.length;
  for (const { deliver } of overheard.slice()) deliver();
  await home.hears();
  await home.watch(MINUTE_MS);
  await home.rest();
  if (record.withdrawals.length > opened)
    home.broken ??= { promise: 'P2', what: 'a door opened for what was sent before' };
}

const outcome = (seed: number, { broken, world }: Household, life: Life, whole?: Ended): OutageOutcome => ({
  seed,
  ...(broken === undefined ? {} : { broken }),
  story: world.record.steps.slice(-40),
  boots: world.boots,
  openings: life.openings,
  turnedAway: life.turnedAway,
  ways: life.ways,
  slept: life.slept,
  ...(whole === undefined ? {} : { ended: whole }),
});

/** What a person reads when a seed fails. */
export const tellOutage = ({ seed, broken, story }: OutageOutcome, ending: Ending): string =>
  broken === undefined
    ? `seed ${seed}, back with ${ending}: every promise held`
    : [
        `seed ${seed}, back with ${ending}, breaks ${broken.promise}: ${broken.what}`,
        ...story.map((line) => `  ${line}`),
      ].join('\n');
