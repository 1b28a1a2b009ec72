import { routes } from '@latchkey/contract';
import { fromBase64url } from '@latchkey/protocol';
import { codeOf, type Client } from '@latchkey/web-kit/model';
import type { Blocks, VisitName } from '../blocks/blocks.ts';
import type { Person, SignedGrant } from './person.ts';

export interface EndingParts {
  readonly client: Client;
  readonly blocks: Pick<Blocks, 'sent' | 'blockVisit' | 'blockKey'>;
  readonly nowS: () => number;
  readonly book: () => readonly Person[];
  readonly update: (personId: string, change: (person: Person) => Person) => Promise<void>;
}

/** What was taken back and has not reached the door or the server yet. The door comes first: the server only stops carrying. */
export interface Ending {
  readonly settle: () => Promise<void>;
  /** Blocks this key at the door, once more where it was before, and ends it at the server. */
  readonly endKey: (keyId: string) => Promise<void>;
}

const named = (text: string): VisitName => ({ text, bytes: fromBase64url(text) ?? new Uint8Array(0) });

/** It is carried no more, or, on the hub's own page, never was: there the door's block is all that there is. */
const unlessNothingIsCarried = (error: unknown): void => {
  const code = codeOf(error);
  if (code !== 'not-found' && code !== 'unknown-path') throw error;
};

export const createEnding = ({ client, blocks, nowS, book, update }: EndingParts): Ending => {
  const reached = (name: string) => {
    const sent = blocks.sent.get()[name];
    return sent !== undefined && sent.carried !== 'failed';
  };
  const endKeyAtServer = (keyId: string) =>
    client(routes.endPerson, { params: { keyId }, body: {} }).catch(unlessNothingIsCarried);

  const closeGrant = async ({ visitId, untilS }: SignedGrant): Promise<boolean> => {
    if (untilS <= nowS()) return true;
    if (!reached(visitId)) await blocks.blockVisit(named(visitId));
    if (!reached(visitId)) return false;
    await client(routes.endSeries, { params: { visitId }, body: {} }).catch(unlessNothingIsCarried);
    return true;
  };
  const closeGrants = async () => {
    for (const { personId, grants } of book()) {
      for (const grant of grants) {
        if (grant.ended !== true || grant.closed === true || !(await closeGrant(grant))) continue;
        const closed = (one: SignedGrant) => (one.visitId === grant.visitId ? { ...one, closed: true as const } : one);
        await update(personId, (one) => ({ ...one, grants: one.grants.map(closed) }));
      }
    }
  };
  const endWithdrawn = async () => {
    for (const { personId, pinned, withdrawnMs, serverEnded } of book()) {
      if (withdrawnMs === undefined || serverEnded === true || pinned === undefined) continue;
      if (!reached(pinned.keyId)) await blocks.blockKey(named(pinned.keyId));
      await endKeyAtServer(pinned.keyId);
      await update(personId, (one) => ({ ...one, serverEnded: true }));
    }
  };

  return {
    settle: async () => {
      await closeGrants();
      await endWithdrawn();
    },
    endKey: async (keyId) => {
      await blocks.blockKey(named(keyId));
      await endKeyAtServer(keyId);
    },
  };
};
