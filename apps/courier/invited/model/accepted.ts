import type { PublicKey } from '@latchkey/protocol';
import type { LetterText } from '@latchkey/web-kit/letters';
import type { Shelf } from '@latchkey/web-kit/model';

/** An invitation that was accepted on this device. The keys of each lie under `keyNameOf`, apart from all others. */
export interface Accepted {
  readonly boxId: string;
  /** What the household's letters open with. */
  readonly letterKey: Uint8Array;
  /** The key of whoever invited: pinned. No grant of another key is believed. */
  readonly memberKey: PublicKey;
  readonly text: LetterText;
  readonly acceptedMs: number;
}

const shelfName = 'invited';

export const keyNameOf = (boxId: string): string => `invited/${boxId}`;
export const listNameOf = (boxId: string): string => `invited-list/${boxId}`;
export const unsentNameOf = (boxId: string): string => `invited-unsent/${boxId}`;
export const passageNameOf = (boxId: string): string => `invited-passage/${boxId}`;

export const readAccepted = async (shelf: Shelf): Promise<readonly Accepted[]> =>
  ((await shelf.get(shelfName)) as readonly Accepted[] | undefined) ?? [];

export const keepAccepted = async (shelf: Shelf, accepted: Accepted): Promise<void> => {
  const others = (await readAccepted(shelf)).filter(({ boxId }) => boxId !== accepted.boxId);
  await shelf.put(shelfName, [...others, accepted]);
};

/** Forgets one that ended, with its keys. */
export const dropAccepted = async (shelf: Shelf, boxId: string): Promise<void> => {
  await shelf.put(
    shelfName,
    (await readAccepted(shelf)).filter((one) => one.boxId !== boxId),
  );
  for (const name of [keyNameOf(boxId), listNameOf(boxId), passageNameOf(boxId), unsentNameOf(boxId)])
    await shelf.drop(name);
};
