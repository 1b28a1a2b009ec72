import { knockAt, delivery, doorState, NOW } from './story.ts';
import { toHex, type DoorState, type Hardware, type Refusal, type Told, type TrustedTime } from '../index.ts';
import { doorToJson, type Vector } from './vector.ts';

/** One case before it becomes a file. Whatever is left out is the story's: Kim knocks for Anna's parcel and is let in. */
export interface Case {
  readonly name: string;
  readonly comment: string;
  readonly call?: Vector['call'];
  readonly presentation?: () => Promise<Uint8Array | readonly Uint8Array[]>;
  readonly door?: () => Promise<DoorState>;
  readonly later?: () => Promise<DoorState>;
  readonly hardware?: Hardware;
  readonly now?: TrustedTime;
  /** Absent: allowed. */
  readonly refusal?: Refusal;
  readonly told?: Told;
}

export async function vectorOf(made: Case): Promise<Vector> {
  const presentation = await (made.presentation ?? (async () => knockAt(await delivery())))();
  const { unixS, uptimeMs } = made.now ?? NOW;
  return {
    comment: made.comment,
    call: made.call ?? 'decide',
    presentation: presentation instanceof Uint8Array ? toHex(presentation) : presentation.map(toHex),
    door: doorToJson(await (made.door ?? doorState)()),
    ...(made.later === undefined ? {} : { later: doorToJson(await made.later()) }),
    ...(made.hardware === undefined ? {} : { hardware: made.hardware }),
    now: { unixS: unixS ?? null, uptimeMs },
    expect:
      made.refusal === undefined
        ? { allow: true }
        : { allow: false, refusal: made.refusal, ...(made.told === undefined ? {} : { told: made.told }) },
  };
}
