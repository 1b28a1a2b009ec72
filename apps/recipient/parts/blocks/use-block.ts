import { useObservable, useTick } from '@latchkey/web-kit';
import { browserClock, viewBlock, bytesFrom, type BlockView } from '@latchkey/web-kit/model';
import { freshnessOf } from '../../model/parcels/grant-reading.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { useHome } from '../home-context.tsx';

export interface BlockHandle {
  readonly view: BlockView;
  readonly press: () => void;
}

/** The block of one visit: what may be said of it now, and the button. */
export const useBlock = (staged: StagedVisit | undefined): BlockHandle => {
  const { home } = useHome();
  const sent = useObservable(home.blocks.sent);
  const hub = useObservable(home.lists.hub);
  const all = useObservable(home.receipts.story);
  const heard = useObservable(home.watch.heard);
  const { wallMs } = useTick(browserClock);
  if (staged === undefined) return { view: { kind: 'none' }, press: () => undefined };
  const { visit } = staged;
  const visitBytes = bytesFrom(visit.visitId);
  const grant = home.grants(visit);
  const { person } = staged;
  const view = viewBlock({
    // One date where this device can sign the others anew; of somebody whom another device invited all that there is.
    sent: sent[visit.visitId] ?? (person === undefined ? undefined : sent[person.keyId]),
    visitId: visitBytes,
    receipts: person === undefined ? staged.receipts : all.receipts,
    lastAnsweredMs: heard?.askedWallMs,
    hubAwaySinceMs: hub?.online === false ? hub.lastSeenMs : undefined,
    alone: home.members.others()?.length === 0,
    grant: grant && freshnessOf(grant),
    nowMs: wallMs,
  });
  if (person?.ours === true) return { view, press: () => void home.people.skip(person.personId, visit.window) };
  if (person !== undefined) return { view, press: () => void home.people.withdraw(person.personId) };
  return { view, press: () => void home.blocks.blockVisit({ text: visit.visitId, bytes: visitBytes }) };
};
