import { fromBase64url, readState, type State } from '@latchkey/protocol';
import { Member } from './actors/member.ts';
import { promised } from './checkers/index.ts';
import { settle } from '@latchkey/hub/virtual-time';
import { Approvals } from './actors/approvals.ts';
import { doSomething } from './deeds.ts';
import { happen, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { primitives } from './people.ts';
import { real, type Variant } from './variant.ts';
import { SCOPES, type Scope } from './withdrawn.ts';
import { World } from './world.ts';

export interface Outcome {
  readonly seed: number;
  /** What was broken first, with the promise's name; absent when every promise held at every step. */
  readonly broken?: { readonly promise: string; readonly what: string; readonly step: number };
  /** The last things that happened. */
  readonly story: readonly string[];
  readonly openings: number;
  readonly boots: number;
  /** Confirmed blocks of each scope, diverts and carriers' own among them; and how many of them came while somebody was being let in. */
  readonly blocks: Readonly<Record<Scope | 'meanwhile', number>>;
  /** Virtual seconds. */
  readonly passedS: number;
}

const STORY = 40;

type Step = (stage: Stage) => Promise<void>;

/** One seed, played to its end or to the first broken promise. The same seed, steps and variant give the same outcome. */
export const play = (seed: number, steps: number, variant: Variant = real): Promise<Outcome> =>
  run(
    seed,
    Array.from({ length: steps }, () => doSomething),
    variant,
  );

/** The same, with what happens written down. */
export const playScene = (scene: Scene, variant: Variant = real): Promise<Outcome> =>
  run(1, scene.map((one): Step => (stage) => happen(stage, one)), variant); // prettier-ignore

async function run(seed: number, steps: readonly Step[], variant: Variant): Promise<Outcome> {
  const world = new World(seed, variant);
  const anna = new Member(world);
  const checkers = promised.map(({ name, check }) => ({ name, check: check() }));
  await world.plugIn();
  await anna.pair();
  await world.clock.pass(3000);
  const ben = await anna.takeIn(2);
  const stage: Stage = { world, anna, ben, approvals: new Approvals(world, ben), visits: [] };
  for (const [at, act] of steps.entries()) {
    await act(stage);
    const seen = { world, anna, state: await stateOf(world) };
    for (const { name, check } of checkers) {
      const what = check(seen);
      if (what !== undefined) return outcome(world, seed, { promise: name, what, step: at + 1 });
    }
  }
  return outcome(world, seed);
}

export async function stateOf(world: World): Promise<State | undefined> {
  let message: string | undefined;
  world.say('state', new Uint8Array(0), [], (answer) => (message = answer.ok ? answer.message : undefined));
  await settle();
  const bytes = fromBase64url(message ?? '');
  const read = bytes === undefined ? undefined : readState(primitives, bytes);
  return read?.ok === true ? read.link.claims : undefined;
}

function outcome({ record, boots, clock }: World, seed: number, broken?: NonNullable<Outcome['broken']>): Outcome {
  const told = {
    seed,
    story: record.steps.slice(-STORY),
    openings: record.withdrawals.length,
    boots,
    blocks: blocksOf(record),
    passedS: Math.round(clock.nowMs / 1000),
  };
  return broken === undefined ? told : { ...told, broken };
}

function blocksOf({ blocks }: World['record']): Outcome['blocks'] {
  const confirmed = blocks.filter(({ confirmedMs }) => confirmedMs !== undefined);
  const of = (scope: Scope) => [scope, confirmed.filter((one) => one.scope === scope).length] as const;
  const meanwhile = confirmed.filter(({ begun }) => begun.size > 0).length;
  return { ...(Object.fromEntries(SCOPES.map(of)) as Record<Scope, number>), meanwhile };
}

/** What a person reads when a seed fails: how to play it again, and how it came to that. */
export function tell({ seed, broken, story }: Outcome, steps: number): string {
  if (broken === undefined) return `seed ${seed}: every promise held`;
  return [
    `seed ${seed} breaks ${broken.promise} at step ${broken.step}: ${broken.what}`,
    ...story.map((line) => `  ${line}`),
    `again: npm run sim -- --seed ${seed} --steps ${steps}`,
  ].join('\n');
}
