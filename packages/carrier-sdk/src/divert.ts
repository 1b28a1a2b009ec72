import type { shapes } from '@latchkey/contract';
import {
  keyIdOf,
  PLACE,
  readChain,
  readDivert,
  sameBytes,
  type Divert,
  type Grant,
  type Link,
  type Primitives,
} from '@latchkey/protocol';
import type { z } from 'zod';
import { bytesOfText, toBase64url } from './encoding.ts';
import { divertInfo, divertText, openText, type DivertText } from './texts.ts';
import type { SealingKey } from './world.ts';

export type DivertTarget = z.infer<typeof shapes.divertTarget>;

interface Diverted {
  readonly visitId: string;
  readonly divert?: { readonly to: DivertTarget; readonly link: string } | undefined;
}

const places: Readonly<Record<DivertTarget, number>> = {
  'other-address': PLACE.address,
  neighbour: PLACE.neighbour,
  'collection-point': PLACE.collectionPoint,
  'parcel-box': PLACE.box,
  'other-day': PLACE.anotherDay,
  return: PLACE.returned,
};

/** The divert that hangs on this grant and says what the server says of it; nothing where the two differ. */
export const signedDivert = (p: Primitives, grant: Link<Grant>, visit: Diverted): Link<Divert> | undefined => {
  if (visit.divert === undefined) return undefined;
  const read = readDivert(p, bytesOfText(visit.divert.link), grant.hash);
  if (!read.ok || !sameBytes(read.link.claims.visitId, bytesOfText(visit.visitId))) return undefined;
  return read.link.claims.place === places[visit.divert.to] ? read.link : undefined;
};

/** The device that holds the visit, as the chain says; who that is only the carrier's own book knows. */
export const leafKeyId = (
  p: Primitives,
  { grant, assignments }: { readonly grant: string; readonly assignments: readonly string[] },
): string | undefined => {
  const read = readChain(p, [grant, ...assignments].map(bytesOfText));
  const leaf = read.ok ? read.chain.assignments.at(-1) : undefined;
  return leaf === undefined ? undefined : toBase64url(keyIdOf(p, leaf.claims.holder));
};

/** Which neighbour, which address, which day: opened with the carrier's key. Throws `sealed-text-unreadable`. */
export const detailsOf = async (
  own: SealingKey,
  divert: Link<Divert> | undefined,
  visitId: string,
): Promise<DivertText> => {
  const sealed = divert?.claims.sealed;
  return sealed === undefined ? {} : openText(own, divertText, toBase64url(sealed), divertInfo(visitId));
};
