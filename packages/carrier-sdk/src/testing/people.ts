import { generateSealingKeys, generateSigner, generateSigningKeys, portablePrimitives } from '@latchkey/keys';
import {
  FLAG,
  hubIdOf,
  keyIdOf,
  parcelCommitment,
  signGrant,
  signReceipt,
  TIME_SOURCE,
  type Grant,
  type Link,
  type PublicKey,
  type Receipt,
  type Signer,
} from '@latchkey/protocol';
import { toBase64url } from '../encoding.ts';
import { keysOfPairs } from '../portable.ts';
import type { OwnKeys } from '../world.ts';

/** Noon of a day in 2026; the story's present. */
export const NOON = 1_795_435_200;
export const p = portablePrimitives;

export const newKeys = async (): Promise<OwnKeys> =>
  keysOfPairs(await generateSigningKeys(), await generateSealingKeys());

/** Anna's home: her key signs grants, its hub's key signs receipts. */
export interface Home {
  readonly anna: Signer;
  readonly hub: Signer;
  readonly hubId: Uint8Array;
}

export const newHome = async (): Promise<Home> => {
  const hub = await generateSigner();
  return { anna: await generateSigner(), hub, hubId: hubIdOf(p, hub.key) };
};

export const VISIT = new Uint8Array(16).fill(7);

/** Anna lets the carrier's parcel in at door 1, for two hours from noon. */
export const grantFor = async (
  home: Home,
  carrier: PublicKey,
  parcel: string,
  change: Partial<Grant> = {},
): Promise<Link<Grant>> => {
  const cti = new Uint8Array(16).fill(3);
  const grant: Grant = {
    iat: NOON - 600,
    nbf: NOON - 60,
    exp: NOON + 7200,
    cti,
    holder: carrier,
    hubId: home.hubId,
    doors: [1],
    uses: 1,
    flags: FLAG.mustRecord | FLAG.mustRelock,
    maxOpenSeconds: 120,
    depth: [1, 3],
    visitId: VISIT,
    parcels: [parcelCommitment(p, cti, parcel)],
    ...change,
  };
  return signGrant(p, home.anna, grant);
};

export type Told = Pick<Receipt, 'event'> & Partial<Receipt>;

/** The hub's receipts in a chain, as the server would hand on those of one visit. */
export const receiptsOf = async (home: Home, told: readonly Told[]) => {
  let parent: Uint8Array = new Uint8Array(0);
  const page = [];
  for (const [index, one] of told.entries()) {
    const seq = index + 1;
    const claims: Receipt = {
      iat: NOON + seq,
      timeSource: TIME_SOURCE.clock,
      hubId: home.hubId,
      seq,
      bootId: new Uint8Array(16),
      salt: new Uint8Array(16),
      door: 1,
      visitId: VISIT,
      ...one,
    };
    const link = await signReceipt(p, home.hub, claims, parent);
    page.push({ seq, parent: toBase64url(parent), receipt: toBase64url(link.bytes) });
    parent = link.hash;
  }
  return page;
};

export const keyIdText = (key: PublicKey): string => toBase64url(keyIdOf(p, key));
