import { labelInfo, labelText, noteInfo, noteText, openText, type StopText } from './texts.ts';
import { forCourier } from './wishes.ts';
import type { SealingKey } from './world.ts';

interface ToDrive {
  readonly sealedLabel: string;
}
interface ToVisit {
  readonly visitId: string;
  readonly sealedNote: string;
  readonly trackingNumbers: readonly string[];
}

/** The stop as the courier's device gets it: the label's name and address unless the household gave others, and what it wishes. */
export const stopFor = async (own: SealingKey, { sealedLabel }: ToDrive, visit: ToVisit): Promise<StopText> => {
  const label = await openText(own, labelText, sealedLabel, labelInfo);
  const note = await openText(own, noteText, visit.sealedNote, noteInfo(visit.visitId));
  const { expect, ifFails } = note;
  return {
    name: note.name ?? label.name,
    address: note.address ?? label.address,
    // The label's place is the label's address's: another address has none.
    ...(label.at === undefined || note.address !== undefined ? {} : { at: label.at }),
    dropPlace: forCourier(note.dropPlace),
    note: forCourier(note.note),
    ...(expect === undefined ? {} : { expect }),
    ...(ifFails === undefined ? {} : { ifFails: withClearDetail(ifFails) }),
    trackingNumbers: [...visit.trackingNumbers],
  };
};

const withClearDetail = ({ to, detail }: NonNullable<StopText['ifFails']>): NonNullable<StopText['ifFails']> =>
  detail === undefined ? { to } : { to, detail: forCourier(detail) };
