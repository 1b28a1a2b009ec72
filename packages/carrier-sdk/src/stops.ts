import type { routes } from '@latchkey/contract';
import type { PlannedStop } from '@latchkey/delivery';
import { effective, leafOf, type Chain, type Effective } from '@latchkey/protocol';
import { checkedChain } from './chain.ts';
import { CarrierError, type Fault } from './errors.ts';
import { checkedHubKey } from './receipts.ts';
import { openText, stopInfo, stopText, type StopText } from './texts.ts';
import type { OwnKeys, World } from './world.ts';

type Answer<R> = R extends { answer?: { _output: infer A } } ? A : never;
/** As the server shows it: believed in nothing that is signed elsewhere. */
export type ServerStop = Answer<typeof routes.listStops>['stops'][number];

/** A stop whose chain names this device and whose hub's key is the one in the grant. */
export interface Stop {
  readonly visitId: string;
  readonly chain: Chain;
  /** What the chain permits at its leaf: doors, window, flags, longest opening. */
  readonly terms: Effective;
  readonly text: StopText;
  /** The server's part of it: carrier, state, whether the hub is on line, a divert. */
  readonly server: ServerStop;
}

/** A stop that did not hold: not to be driven to. */
export interface BrokenStop {
  readonly visitId: string;
  readonly fault: Fault;
  readonly server: ServerStop;
}

export const isBroken = (stop: Stop | BrokenStop): stop is BrokenStop => 'fault' in stop;

export const readStop = async (world: World, keys: OwnKeys, server: ServerStop): Promise<Stop | BrokenStop> => {
  try {
    const p = world.primitives;
    const chain = checkedChain(p, keys.signer.key, server.links);
    checkedHubKey(p, server.hubKey, chain.grant.claims.hubId);
    const text = await openText(keys.sealing, stopText, server.sealedStop, stopInfo(server.visitId));
    return { visitId: server.visitId, chain, terms: effective(chain), text, server };
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    return { visitId: server.visitId, fault: error.fault, server };
  }
};

/** The stop as a tour's plan has it. Its place is sealed to this device with the rest of the stop; some carriers give none. */
export const plannedStop = ({ visitId, text }: Pick<Stop, 'visitId' | 'text'>): PlannedStop => ({
  id: visitId,
  at: text.at,
});

/** What a knock needs: whose visit, and the chain that permits it. */
export type Knockable = Pick<Stop, 'visitId' | 'chain'>;

export const leafHash = (stop: Knockable): Uint8Array => leafOf(stop.chain).hash;
