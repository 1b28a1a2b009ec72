import type { routes } from '@latchkey/contract';
import type { State } from '@latchkey/protocol';
import { bytesFrom, type DoorWatch, type ReceiptStore } from '@latchkey/web-kit/model';
import type { z } from 'zod';
import type { Approvals } from './visits/approvals.ts';
import type { Duties } from './hub/duties.ts';
import type { Lists } from './lists.ts';
import type { Members } from './devices/members.ts';
import type { NamesSharing } from './doors/names-sharing.ts';
import type { People } from './people/people.ts';

export type HomeEvent = z.infer<typeof routes.homeEvent>;

export interface EventEnds {
  readonly lists: Lists;
  readonly receipts: ReceiptStore;
  readonly watch: DoorWatch;
  readonly duties: Duties;
  readonly people: Pick<People, 'tend'>;
  readonly members: Pick<Members, 'load'>;
  readonly names: Pick<NamesSharing, 'look'>;
  readonly approvals: Pick<Approvals, 'wanted' | 'over'>;
  /** Checks the hub's signature. */
  readonly readState: (bytes: Uint8Array) => State | undefined;
}

/** Events are hints: each leads to reading or verifying, none is believed. */
export const handleEvents = ({
  lists,
  receipts,
  watch,
  duties,
  people,
  members,
  names,
  approvals,
  readState,
}: EventEnds) => ({
  onOpen: () => {
    void lists.reload();
    void receipts.catchUp();
    void people.tend();
    // What could not be read while the server was away is read now; a name is believed of a member of the newest roster.
    void members.load().then(names.look);
    watch.poke();
  },
  /** Whether this device belongs to the household still, says the next answer. */
  onRefused: () => void lists.reload(),
  onEvent: (event: HomeEvent): void => {
    switch (event.type) {
      case 'receipt':
        receipts.offer(bytesFrom(event.receipt));
        watch.poke();
        return;
      case 'hub':
        lists.setHub({ online: event.online, lastSeenMs: event.lastSeenMs, silent: event.silent });
        watch.poke();
        return;
      case 'shipment':
      case 'visit':
      case 'arriving':
        void lists.reload();
        return;
      case 'people':
        void people.tend();
        return;
      case 'names':
        void names.look();
        return;
      case 'recording':
        lists.recordingChanged();
        return;
      case 'approval-wanted':
        approvals.wanted(event);
        return;
      case 'approval-over':
        approvals.over(event.knock);
        return;
      case 'state-changed':
        watch.poke();
        return;
      case 'resume-wanted': {
        const state = readState(bytesFrom(event.message));
        if (state !== undefined) void duties.sawState(state);
        return;
      }
      case 'time-wanted':
        void duties.timeWanted(bytesFrom(event.nonce)).catch(() => undefined);
        return;
    }
  },
});
