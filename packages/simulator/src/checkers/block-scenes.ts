import { fromHex } from '@latchkey/protocol';
import type { Member } from '../actors/member.ts';
import { announced, ask, come, goThrough, knock } from '../actors/near-courier.ts';
import type { Visit } from '../actors/visit.ts';
import { target } from '../actors/withdrawals.ts';
import type { KnockTruth } from '../record.ts';
import { happening, type Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';
import type { World } from '../world.ts';

/** What is blocked, by whom and how, where chance seldom brings these together. Each scene opens as often as it says where the hub keeps its rules. */
export interface BlockScene {
  readonly what: string;
  readonly scene: () => Scene;
  readonly opens: number;
}

const [MINUTE_S, TEN_MINUTES_S] = [60, 600];
const WAITED_MS = 30_000;
const lan = { way: 'lan' } as const;

const until = ({ world }: Stage, s: number) => ({ ...lan, expS: world.unixS + s });

/** A start answered, with its time. */
const powerCut = happening('the power goes and comes', async ({ world }) => {
  world.unplug();
  await world.plugIn();
}, WAITED_MS); // prettier-ignore

export const disagreement: BlockScene = {
  what: 'Anna blocks everything for ten minutes, Ben for one, and lets somebody in: nobody comes before the ten are over, also after a start',
  opens: 1,
  scene: () => {
    let visit: Visit | undefined;
    return [
      happening('Anna blocks everything', (stage) => stage.anna.blockMany(target.everything, until(stage, TEN_MINUTES_S))),
      happening('Ben blocks it for a minute', (stage) => stage.ben.blockMany(target.everything, until(stage, MINUTE_S))),
      happening('Ben lets somebody in', async ({ world, ben }) => {
        visit = await ben.grant({});
        await announced(world, visit);
      }, 2 * MINUTE_S * 1000),
      powerCut,
      happening('who comes', async ({ world }) => {
        if (visit === undefined) return;
        await announced(world, visit);
        await come(world, visit);
      }, TEN_MINUTES_S * 1000),
      happening('who comes when it is over', async ({ world }) => {
        if (visit === undefined) return;
        await announced(world, visit);
        await come(world, visit);
        await goThrough(world);
      }),
    ];
  },
}; // prettier-ignore

const saysYes = async (by: Member, knock: KnockTruth, { clock }: World): Promise<void> =>
  by.says(fromHex(knock.hash ?? '') ?? new Uint8Array(0), false, { arrives: () => knock.heardMs.push(clock.nowMs) });

export const disagreeingYes: BlockScene = {
  what: 'a knock waits for a yes, Anna blocks the carrier, Ben says yes',
  opens: 1,
  scene: () => {
    const knocks = async ({ world, anna, ben }: Stage, blocks: boolean): Promise<void> => {
      const visit = await anna.grant({ asks: true });
      await announced(world, visit);
      const nonce = await ask(world, visit);
      await world.clock.pass(1500);
      if (nonce === undefined) return;
      await knock(world, visit, nonce);
      await world.clock.pass(2000);
      if (blocks) await anna.blockMany(target.carrier(anna.carrierKey), lan);
      const truth = world.record.knocks.at(-1);
      if (truth !== undefined) await saysYes(ben, truth, world);
      await world.clock.pass(3000);
      await goThrough(world);
    };
    return [
      happening('Ben says yes', (stage) => knocks(stage, false)),
      happening('Ben says yes to what Anna has just blocked', (stage) => knocks(stage, true)),
    ];
  },
};

export const manyEnd: BlockScene = {
  what: 'a carrier is blocked for good with one of its couriers inside and another visit to come, and then everything',
  opens: 1,
  scene: () => {
    const blocks = (what: 'carrier' | 'everything') => async (stage: Stage): Promise<void> => {
      const { anna, world } = stage;
      await (what === 'carrier'
        ? anna.blockMany(target.carrier(anna.carrierKey), lan)
        : anna.blockMany(target.everything, until(stage, 100 * TEN_MINUTES_S)));
      await world.clock.pass(1000);
    }; // prettier-ignore
    return [
      happening('two visits are announced, and one of them comes', async ({ world, anna }) => {
        const [inside, coming] = [await anna.grant({}), await anna.grant({})];
        for (const visit of [inside, coming]) await announced(world, visit);
        await come(world, inside);
        await world.clock.pass(1500);
        world.wires.doors.get(1)?.put({ type: 'act', act: { act: 'push' } });
        await world.clock.pass(2000);
      }),
      happening('the carrier is blocked', blocks('carrier'), 5000),
      happening('everything is blocked', blocks('everything'), 5000),
      happening('whoever is inside leaves', ({ world }) => goThrough(world)),
    ];
  },
};
