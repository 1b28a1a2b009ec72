import type { LogFinding } from '@latchkey/log';
import { createCell, type Observable, type Shelf } from '@latchkey/web-kit/model';
import { logFoundName } from '../shelf-names.ts';

type Contradicting = Extract<LogFinding, { kind: 'forked' | 'shrunk' }>;

/** Two states that the log signed, and when this device saw the second; Unix milliseconds on its clock. */
export type KeptFinding = Contradicting & { readonly foundMs: number };

export interface LogFindings {
  /** At most one of each kind. */
  readonly kept: Observable<readonly KeptFinding[]>;
  /** The first of its kind stays: it is proof enough, and a server that signs many more fills no disk. */
  readonly keep: (found: Contradicting) => Promise<void>;
  /** Somebody put them away: this device forgets them. */
  readonly forget: () => Promise<void>;
}

/** What the log contradicted itself by, over openings of the app, until somebody puts it away. */
export const createLogFindings = async (shelf: Shelf, wallMs: () => number): Promise<LogFindings> => {
  const kept = createCell(((await shelf.get(logFoundName)) as readonly KeptFinding[] | undefined) ?? []);
  return {
    kept,
    keep: async (found) => {
      if (kept.get().some(({ kind }) => kind === found.kind)) return;
      kept.set([...kept.get(), { ...found, foundMs: wallMs() }]);
      await shelf.put(logFoundName, kept.get());
    },
    forget: async () => {
      await shelf.drop(logFoundName);
      kept.set([]);
    },
  };
};
