/** Presentations changed by the hundred thousand, at a door that opens for the unchanged ones before and after. */
import { expect, it } from 'vitest';
import { REASONS } from '@latchkey/protocol';
import { playMutants } from '../../packages/protocol/src/testing/mutants/index.ts';

const HUNDRED_THOUSAND = 100_000;
/** What no change of a presentation brings about: it depends on the door or its household alone, or belongs to asks and to step 14 and after. */
const ELSEWHERE = [
  'time-unknown', 'not-resumed', 'too-many-attempts', 'too-many-asks', 'camera-lost', 'camera-not-recording', 'storage-short', 'lock-unreachable', 'sensor-unsteady', 'relock-unavailable', 'door-busy',
  'door-not-closed', 'not-recognised', 'approval-late', 'approval-refused',
]; // prettier-ignore

it('P1: of a hundred thousand changed presentations none opens, and each that was signed again hears its one refusal', async () => {
  const outcome = await playMutants(900_000_000, HUNDRED_THOUSAND);
  expect(outcome.wrong).toEqual([]);
  expect(outcome).toMatchObject({ mutants: HUNDRED_THOUSAND, signedAgain: HUNDRED_THOUSAND / 2 });
  expect(Object.keys(outcome.refusals).sort()).toEqual(REASONS.filter((reason) => !ELSEWHERE.includes(reason)).sort());
}, 600_000);
