import { signDeclaration, signQuestion, toHex, type Declaration, type Declared, type Signer } from '../../index.ts';
import { doorToJson } from '../door-json.ts';
import { anna, ben, mallory, p, seeded } from '../people.ts';
import { doorState, HUB_ID, NOON } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** What an admin says of a door, and who may ask who can open it: docs/protocol/14-declaration.md, 15-question.md. */

const said: Declaration = { iat: NOON, hubId: HUB_ID, door: 1, number: 3, facts: 1 };

type Made = () => Promise<Uint8Array>;
const declares =
  (signer: Signer, change: Partial<Declaration> = {}): Made =>
  async () =>
    (await signDeclaration(p, signer, { ...said, ...change })).bytes;

const declaration = (
  comment: string,
  made: Made,
  problem?: string,
  standing: () => Promise<Declared | undefined> = () => Promise.resolve(undefined),
): JudgedCase => ({
  comment,
  ask: async () => {
    const one = await standing();
    return {
      call: 'declaration',
      message: toHex(await made()),
      door: doorToJson(await doorState()),
      declared: one === undefined ? {} : { 1: { ...one, hash: toHex(one.hash) } },
    };
  },
  ...(problem === undefined ? {} : { problem }),
});

const other = (number: number) => () => Promise.resolve({ number, facts: 0, hash: seeded('not free', 32) });
const same = async () => ({ number: 3, facts: 1, hash: (await signDeclaration(p, anna, said)).hash });

export const DECLARATIONS: readonly JudgedCase[] = [
  declaration('the first of a door', declares(anna)),
  declaration('a higher number than the one that stands', declares(anna), undefined, other(2)),
  declaration('the very one that stands', declares(anna), undefined, same),
  declaration('of another door than the one that stands', declares(anna, { door: 2 }), undefined, other(3)),
  declaration('a thousand further than the one that stands', declares(anna, { number: 1002 }), undefined, other(2)),
  declaration('a thousand further than none', declares(anna, { number: 1000 })),
  declaration('more than a thousand further', declares(anna, { number: 1003 }), 'malformed', other(2)),
  declaration('half of one', async () => half(await declares(anna)()), 'malformed'),
  declaration('another hub’s', declares(anna, { hubId: seeded('another hub') }), 'other-hub'),
  declaration('by somebody who is no member', declares(mallory), 'signer-unknown'),
  declaration('changed on the way', async () => bent(await declares(anna)()), 'signature-wrong'),
  declaration('of a door that there is not', declares(anna, { door: 9 }), 'door-unknown'),
  declaration('by a resident', declares(ben), 'signer-not-admin'),
  declaration('the same number as another one that stands', declares(anna), 'declaration-old', other(3)),
  declaration('a lower number', declares(anna), 'declaration-old', other(4)),
];

const counts = (comment: string, driverFacts: number, declared: number | null): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'honoured', driverFacts, declared }),
});

/** What counts of the driver's word and the household's. */
export const HONOURED: readonly JudgedCase[] = [
  counts('a door that nobody declared goes by its driver', 7, null),
  counts('what the household takes back is gone', 7, 2),
  counts('what the driver does not say is not there', 1, 5),
  counts('a key outside is the household’s to know', 0, 7),
  counts('a key outside that it takes back is gone', 7, 0),
];

const asks =
  (signer: Signer, hubId = HUB_ID, door = 1): Made =>
  async () =>
    (await signQuestion(p, signer, { nonce: seeded('nonce of the app'), hubId, door })).bytes;

const question = (comment: string, made: Made, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({ call: 'question', message: toHex(await made()), door: doorToJson(await doorState()) }),
  ...(problem === undefined ? {} : { problem }),
});

export const QUESTIONS: readonly JudgedCase[] = [
  question('of an admin: the answer is sealed to them', asks(anna)),
  question('of a resident', asks(ben)),
  question('half of one', async () => half(await asks(anna)()), 'malformed'),
  question('another hub’s', asks(anna, seeded('another hub')), 'other-hub'),
  question('of somebody who is no member', asks(mallory), 'signer-unknown'),
  question('changed on the way', async () => bent(await asks(anna)()), 'signature-wrong'),
  question('of a door that there is not', asks(anna, HUB_ID, 9), 'door-unknown'),
];
