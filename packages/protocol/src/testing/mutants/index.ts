import {
  decide,
  type Decision,
  type DoorState,
  type Reason,
  type Refusal,
  type RosterState,
  type TrustedTime,
} from '../../index.ts';
import { Dice } from '../dice.ts';
import { p } from '../people.ts';
import { changeBytes } from './change-bytes.ts';
import { FORM_CHANGES } from './change-form.ts';
import { MEMBER_CHANGES, memberAtDoor } from './change-member.ts';
import { PLAN_CHANGES } from './change-plan.ts';
import { doorFor, makeRoster, type Memory } from './door.ts';
import type { Change, Scene } from './mutant.ts';
import { signPlan } from './signing.ts';
import { planVisit } from './visit.ts';

/** Presentations changed in every way that somebody thought of, by the million: docs/long-tests.md has the last count. */

export interface Outcome {
  /** Presentations that were changed, and how many of them everybody signed again. */
  mutants: number;
  signedAgain: number;
  /** Unchanged presentations, asked before and after every visit's mutants: each must open. */
  controls: number;
  /** How often each refusal was the answer. */
  readonly refusals: Partial<Record<Reason, number>>;
  /** What went wrong, in words that name the visit to play it again. */
  readonly wrong: string[];
}

/** The door: `decide` itself, or it with a clock beside it, or a broken one. */
export type Answer = (presentation: Uint8Array, door: DoorState, now: TrustedTime) => Decision;
const byRule: Answer = (presentation, door, now) => decide(p, presentation, door, now);

const CHANGES: readonly Change[] = [...PLAN_CHANGES, ...FORM_CHANGES, ...MEMBER_CHANGES];
const MUTANTS_A_VISIT = 256;
const MAX_WRONG = 20;

/** Plays visits from this seed on until there were so many mutants; each visit has a seed of its own. */
export async function playMutants(firstSeed: number, count: number, answer: Answer = byRule): Promise<Outcome> {
  const roster = await makeRoster();
  const run = new Run(answer);
  for (let seed = firstSeed; run.outcome.mutants < count && run.outcome.wrong.length < MAX_WRONG; seed++)
    await run.playVisit(seed, roster, Math.min(MUTANTS_A_VISIT, count - run.outcome.mutants));
  return run.outcome;
}

class Run {
  readonly outcome: Outcome = { mutants: 0, signedAgain: 0, controls: 0, refusals: {}, wrong: [] };
  readonly #answer: Answer;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  async playVisit(seed: number, roster: RosterState, mutants: number): Promise<void> {
    const dice = new Dice(seed);
    const scene = await makeScene(dice, roster);
    this.#playControls(scene, seed);
    for (let i = 0; i < mutants; i++) {
      const where = `seed ${seed}, mutant ${i}`;
      if (i % 2 === 0) await this.#playSigned(scene, dice, where);
      else this.#playBytes(scene, dice, where);
    }
    this.#playControls(scene, seed);
  }

  #playControls({ visit, own, door, now }: Scene, seed: number): void {
    for (const [presentation, at] of [
      [visit.presentation, door],
      [own.presentation, own.door],
    ] as const) {
      // prettier-ignore
      this.outcome.controls++;
      const answer = this.#answer(presentation, at, now);
      if (!answer.allow) this.outcome.wrong.push(`seed ${seed}: the control is refused: ${answer.refusal.reason}`);
    }
  }

  async #playSigned(scene: Scene, dice: Dice, where: string): Promise<void> {
    let mutant;
    while (mutant === undefined) mutant = await dice.pick(CHANGES)(scene, dice);
    const { presentation, reason, link, door = scene.door } = mutant;
    const refusal = this.#refusal(presentation, door, scene, `${where}: opened, expected ${reason}`);
    this.outcome.signedAgain++;
    if (refusal === undefined) return;
    const at = 'link' in refusal ? refusal.link : undefined;
    if (refusal.reason !== reason || (link !== undefined && link !== at))
      this.outcome.wrong.push(`${where}: ${refusal.reason} ${at ?? ''}, expected ${reason} ${link ?? ''}`);
  }

  #playBytes({ visit, other, own, door, now }: Scene, dice: Dice, where: string): void {
    const from = dice.oneIn(8) ? own : { presentation: visit.presentation, door };
    const whole = [from.presentation, other.presentation];
    let changed = from.presentation;
    while (whole.some((one) => Buffer.compare(one, changed) === 0))
      changed = changeBytes(dice, from.presentation, other.presentation);
    this.#refusal(changed, from.door, { now }, `${where}: opened after a change of bytes`);
  }

  #refusal(
    presentation: Uint8Array,
    door: DoorState,
    { now }: Pick<Scene, 'now'>,
    otherwise: string,
  ): Refusal | undefined {
    // prettier-ignore
    const { outcome } = this;
    outcome.mutants++;
    const answer = this.#answer(presentation, door, now);
    if (answer.allow) {
      outcome.wrong.push(otherwise);
      return undefined;
    }
    const { reason } = answer.refusal;
    outcome.refusals[reason] = (outcome.refusals[reason] ?? 0) + 1;
    return answer.refusal;
  }
}

async function makeScene(dice: Dice, roster: RosterState): Promise<Scene> {
  const now = { unixS: dice.between(1_796_000_000, 1_900_000_000), uptimeMs: dice.between(1_000_000, 1_000_000_000) };
  const visit = await signPlan(planVisit(dice, now));
  const other = await signPlan({ ...planVisit(dice, now), form: 'chain' });
  const memory: Memory = visit.plan.form === 'short' ? 'armed' : dice.pick(['cold', 'verified', 'armed']);
  const door = doorFor(dice, roster, now, visit, memory);
  return { visit, other, now, door, own: await memberAtDoor(door, now, dice) };
}
