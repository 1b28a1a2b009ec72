import { FITTED } from '@latchkey/protocol';
import { createCell, memoryShelf } from '@latchkey/web-kit/model';
import { handClock, settle } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { generateSigner } from '@latchkey/keys';
import { nowMs, shipment, swift } from '../../testing/parcels.ts';
import type { DomainAnswer } from '../parcels/carrier-domain.ts';
import type { KeptChoice } from '../parcels/kept-choices.ts';
import type { ListsState } from '../lists.ts';
import { createRuleRunner, type RunnerParts } from './runner.ts';
import { createRules, mostByRuleADay, type Rule } from './rules.ts';
import type { ToSign } from '../parcels/sign.ts';
import { freshTerms } from '../parcels/terms.ts';

const rule: Rule = { domain: swift.domain, carrierName: swift.name, how: 'sign', terms: freshTerms(1, 'on the mat') };
const ready = (...shipments: ReturnType<typeof shipment>[]): ListsState => ({
  kind: 'ready',
  content: { shipments, visits: [] },
  readMs: nowMs,
});

/** A phone whose app is open, with one rule; `server` answers what it signs. */
const openPhone = async (change: Partial<RunnerParts> = {}) => {
  const { key: signingKey } = await generateSigner();
  const found: DomainAnswer = {
    kind: 'found',
    key: { signingKey, sealingKey: new Uint8Array(65), keyId: swift.keyId },
  };
  const time = handClock(nowMs);
  const lists = createCell<ListsState>(ready());
  const signed: ToSign[] = [];
  const rules = await createRules(memoryShelf());
  const choices = createCell<Readonly<Record<string, KeptChoice>>>({});
  const runner = createRuleRunner({
    lists,
    reload: () => Promise.resolve(),
    rules,
    choices,
    isPinned: () => Promise.resolve(true),
    askDomain: () => Promise.resolve(found),
    sign: (wish) => {
      signed.push(wish);
      choices.update((all) => ({ ...all, [`v${signed.length}`]: { terms: wish.terms, by: 'rule', atMs: nowMs } }));
      lists.set(ready({ ...wish.shipment, visitId: `v${signed.length}` }));
      return Promise.resolve(`v${signed.length}`);
    },
    doors: () => [1],
    fitted: () => 0,
    atMinute: (unixS) => unixS,
    wallMs: () => time.clock.wallMs(),
    clockIsRight: () => true,
    later: time.later,
    ...change,
  });
  await rules.keep(rule);
  runner.start();
  return { runner, lists, signed, rules, time };
};

test('a parcel of the rule’s carrier is signed as soon as it is announced, once', async () => {
  const { lists, signed } = await openPhone();
  lists.set(ready(shipment()));
  lists.set(ready(shipment()));
  await settle();
  expect(signed.map(({ by, terms }) => [by, terms.dropPlace])).toEqual([['rule', 'on the mat']]);
});

test('no rule signs a parcel that somebody of the household declined', async () => {
  const { lists, signed } = await openPhone();
  lists.set(ready(shipment({ state: 'declined', declined: { wish: 'as-usual', atMs: nowMs } })));
  await settle();
  expect(signed).toEqual([]);
});

test('a key that is not pinned is not even asked for', async () => {
  let asked = 0;
  const { lists, signed } = await openPhone({
    isPinned: () => Promise.resolve(false),
    askDomain: () => {
      asked += 1;
      return Promise.resolve({ kind: 'unreached' });
    },
  });
  lists.set(ready(shipment()));
  await settle();
  expect([signed.length, asked]).toEqual([0, 0]);
});

test('a domain that shows another key signs nothing, and the screen can say so', async () => {
  const { lists, signed, runner } = await openPhone({ askDomain: () => Promise.resolve({ kind: 'other-key' }) });
  lists.set(ready(shipment()));
  await settle();
  expect(signed).toEqual([]);
  expect(runner.trials.get()).toEqual({ s: 'other-key' });
});

test('a domain that does not answer is asked again a minute later, not at every event', async () => {
  let asked = 0;
  const { lists, time } = await openPhone({
    askDomain: () => {
      asked += 1;
      return Promise.resolve({ kind: 'unreached' });
    },
  });
  for (let n = 0; n < 5; n++) lists.set(ready(shipment()));
  await settle();
  expect(asked).toBe(1);
  await time.pass(61_000);
  expect(asked).toBe(2);
});

test('a server that announces without end gets no more than the day’s measure', async () => {
  const { lists, signed, time } = await openPhone();
  for (let n = 0; n < mostByRuleADay + 3; n++) {
    lists.set(ready(shipment({ shipmentId: `s${n}` })));
    await settle();
  }
  expect(signed).toHaveLength(mostByRuleADay);
  await time.pass(1000);
});

test('no rule signs before the hub has said what the door has, and it does so as soon as the hub has', async () => {
  const hub: { said?: number } = {};
  const { lists, signed, runner } = await openPhone({ fitted: () => hub.said });
  lists.set(ready(shipment()));
  await settle();
  expect(signed).toEqual([]);
  hub.said = FITTED.display;
  runner.look();
  await settle();
  expect(signed).toHaveLength(1);
});

test('a closed app signs nothing', async () => {
  const { lists, signed, runner } = await openPhone();
  runner.stop();
  lists.set(ready(shipment()));
  await settle();
  expect(signed).toEqual([]);
});

test('no rule signs by a clock that is off; once it is right the parcel is signed without anybody', async () => {
  let right = false;
  const { lists, signed, time } = await openPhone({ clockIsRight: () => right });
  lists.set(ready(shipment()));
  await settle();
  expect(signed).toEqual([]);
  right = true;
  await time.pass(60_000);
  expect(signed).toHaveLength(1);
});
