import type { Signer } from '@latchkey/protocol';
import type { VisitTruth } from '../record.ts';

/** What somebody was allowed, as their own device holds it. */
export interface Visit {
  readonly truth: VisitTruth;
  readonly links: readonly Uint8Array[];
  readonly leafHash: Uint8Array;
  readonly grantHash: Uint8Array;
  readonly courier: Signer;
  /** Who handed it on; absent: nobody did. */
  readonly carrier?: Signer;
  readonly visitId: Uint8Array;
  /** Absent: a series, which is about a person and no parcel. */
  readonly parcel?: string;
  /** What is true of each date of a series; else of the one visit. */
  readonly dates: readonly VisitTruth[];
}
