import type { Approvals } from './actors/approvals.ts';
import type { Member } from './actors/member.ts';
import type { Visit } from './actors/visit.ts';
import type { World } from './world.ts';

export interface Stage {
  readonly world: World;
  readonly anna: Member;
  /** Lives there, too: grants and blocks as Anna does, and answers knocks that wait. */
  readonly ben: Member;
  readonly approvals: Approvals;
  readonly visits: Visit[];
}

export type Deed = readonly [weight: number, name: string, act: (stage: Stage) => Promise<void> | void];

export const someVisit = ({ world, visits }: Stage): Visit | undefined => world.dice.pick(visits.slice(-4));

export const somebody = ({ world, anna, ben }: Stage): Member => (world.dice.chance(0.6) ? anna : ben);
