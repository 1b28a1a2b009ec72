import { ACTION, TARGET, type Grant, type Refusal } from '../index.ts';
import { seeded } from './people.ts';
import {
  askAt,
  delivery,
  doorState,
  GRANT,
  knockAt,
  KNOCK,
  NOON,
  NOW,
  spent,
  without,
  type Delivery,
} from './story.ts';
import type { Case } from './case.ts';

/** Locking and asking take rules of steps 5–11 too: each of them once for each. */

interface Broken extends Pick<Case, 'door' | 'now'> {
  readonly comment: string;
  readonly refusal: Refusal;
  readonly grant?: Partial<Grant>;
  readonly assignment?: Parameters<typeof delivery>[1];
}

const BOTH: readonly Broken[] = [
  {
    comment: 'on a grant older than a rollback',
    door: () => doorState({ voidUntilS: GRANT.iat }),
    refusal: { reason: 'void-after-rollback', voidUntilS: GRANT.iat },
  },
  { comment: 'on a grant for another hub', grant: { hubId: seeded('another hub') }, refusal: { reason: 'other-hub' } },
  {
    comment: 'after the window',
    now: { ...NOW, unixS: NOON + 7200 },
    refusal: { reason: 'expired', link: 0, endedS: NOON + 7200 },
  },
  {
    comment: 'under a block',
    door: () => doorState({ blocks: [{ seq: 3, target: { type: TARGET.everything, id: new Uint8Array(0) } }] }),
    refusal: { reason: 'blocked', covers: 'everything', blockSeq: 3 },
  },
  {
    comment: 'under an assignment that widens its grant',
    assignment: { maxOpenSeconds: 121 },
    refusal: { reason: 'widened', link: 1, what: 'open-time' },
  },
];

const of = (
  purpose: 'lock' | 'ask',
  { comment, refusal, door, now, grant, assignment }: Broken,
  presentation: (visit: Delivery) => Promise<Uint8Array>,
): Case => ({
  name: `${purpose}-${refusal.reason}`,
  comment: `nobody ${purpose}s ${comment}`,
  call: purpose === 'ask' ? 'ask' : 'decide',
  presentation: async () => presentation(await delivery(grant, assignment)),
  ...(door === undefined ? {} : { door }),
  ...(now === undefined ? {} : { now }),
  refusal,
  told: 'full',
});

const locking = (visit: Delivery) => knockAt(visit, { ...KNOCK, action: ACTION.lock });

export const PURPOSE_EDGES_REFUSED: readonly Case[] = [
  ...BOTH.map((broken) => of('lock', broken, locking)),
  of('lock', { comment: 'without the parcel’s number', refusal: { reason: 'parcel-missing' } }, (visit) =>
    knockAt(visit, { ...without(KNOCK, 'trackingNumbers'), action: ACTION.lock }),
  ),
  ...BOTH.map((broken) => of('ask', broken, (visit) => askAt(visit))),
  of(
    'ask',
    {
      comment: 'for a use that is spent',
      door: spent,
      refusal: { reason: 'used-up', door: 1, occurrence: 0, uses: 1 },
    },
    (visit) => askAt(visit),
  ),
];
