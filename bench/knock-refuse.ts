import { nodePrimitives } from '@latchkey/keys/node';
import { decide, type Decision } from '@latchkey/protocol';
import { playMutants, type Answer } from '../packages/protocol/src/testing/mutants/index.ts';
import { figure, quantile, type Bench } from './figure.ts';
import { bareVisit, microseconds } from './knock-decide.ts';

/**
 * How long the door can be made to think before it says no. The changed presentations of the tests, each answered by a hub that has imported no
 * visitor's key; for each refusal its median, and of those the slowest: a member's knock that fits only the last of the rosters before, as a rule.
 * The floor is the three verifications and two imports of a cold knock, bare.
 */
const MUTANTS = 20_000;
const FLOORS = 200;
const MANY = 30;
const LENGTH = 200;

export const knockRefuse: Bench = {
  names: ['knock.refuse.slowest'],
  run: async () => {
    const took = new Map<string, number[]>();
    const timed: Answer = (presentation, door, now): Decision => {
      const p = nodePrimitives();
      const began = process.hrtime.bigint();
      const answer = decide(p, presentation, door, now);
      const us = Number(process.hrtime.bigint() - began) / 1000;
      const name = answer.allow ? 'opens' : answer.refusal.reason;
      took.set(name, [...(took.get(name) ?? []), us]);
      return answer;
    };
    await playMutants(1, 2048);
    const { wrong } = await playMutants(5000, MUTANTS, timed);
    if (wrong.length > 0) throw new Error(wrong[0]);
    took.delete('opens');
    const medians = [...took.values()].filter((times) => times.length >= MANY).map((times) => quantile(times, 0.5));
    const floors = Array.from({ length: FLOORS }, () => microseconds(bareVisit(LENGTH).cold));
    return [figure('knock.refuse.slowest', 'us', Math.max(...medians), quantile(floors, 0.5), MUTANTS)];
  },
};
