import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { SignedGrants } from '../access/signed-grants.ts';
import type { SeriesSummary } from './people.ts';

export interface ListedParts {
  readonly grants: SignedGrants;
  /** Tells when the roster changed by which they are signed. */
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
export const createListed = ({ grants, roster }: ListedParts): Listed => {
  const series = createCell<readonly SeriesSummary[] | undefined>(undefined);
  const past = createCell<readonly SeriesSummary[]>([]);
  let all: readonly SeriesSummary[] | undefined;
  const sift = () => {
    if (all === undefined) return;
    const signed = all.filter((one) => grants(one) !== undefined);
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
