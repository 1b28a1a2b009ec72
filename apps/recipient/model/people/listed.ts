import { readGrant, sameBytes, toBase64url, toHex, verifyLink, type Primitives, type PublicKey } from '@latchkey/protocol'; // prettier-ignore
import { bytesFrom, createCell, type Observable } from '@latchkey/web-kit/model';
import type { SeriesSummary } from './people.ts';

export interface ListedParts {
  readonly primitives: Primitives;
  readonly hubId: Uint8Array;
  /** By hex kid, of the roster that this device trusts. */
  readonly memberKey: (kid: string) => PublicKey | undefined;
  /** Tells when that roster changed. */
  readonly roster: Pick<Observable<unknown>, 'subscribe'>;
}

export interface Listed {
  /** Signed by a current member for this hub. Undefined until something was listed. */
  readonly series: Observable<readonly SeriesSummary[] | undefined>;
  /** The rest, as ended: what happened under a grant stays in the lists when whoever signed it has left. */
  readonly past: Observable<readonly SeriesSummary[]>;
  readonly take: (all: readonly SeriesSummary[]) => void;
}

/**
 * Of what the server lists, the grants that a current member of the household signed for this hub. Others open nothing, and their keys are
 * nobody's to withdraw: a server that could add a key would have a block confirmed that stops nobody (P3).
 */
export const createListed = ({ primitives: p, hubId, memberKey, roster }: ListedParts): Listed => {
  const series = createCell<readonly SeriesSummary[] | undefined>(undefined);
  const past = createCell<readonly SeriesSummary[]>([]);
  let all: readonly SeriesSummary[] | undefined;
  /** Signatures that verified once need no second look; a kid is the hash of its key. */
  let verified: ReadonlySet<string> = new Set();
  const isSigned = ({ grant, visitId }: SeriesSummary): boolean => {
    const read = readGrant(p, bytesFrom(grant));
    if (!read.ok || !sameBytes(read.link.claims.hubId, hubId)) return false;
    if (toBase64url(read.link.claims.visitId) !== visitId) return false;
    const key = memberKey(toHex(read.link.kid ?? new Uint8Array(0)));
    return key !== undefined && (verified.has(grant) || verifyLink(p, read.link, key));
  };
  const sift = () => {
    if (all === undefined) return;
    const signed = all.filter(isSigned);
    verified = new Set(signed.map(({ grant }) => grant));
    series.set(signed);
    past.set(
      all.filter((one) => !signed.includes(one)).map((one) => ({ ...one, endedMs: one.endedMs ?? one.createdMs })),
    );
  };
  roster.subscribe(sift);
  return {
    series,
    past,
    take: (listed) => {
      all = listed;
      sift();
    },
  };
};
