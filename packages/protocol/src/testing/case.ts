import { knockAt, delivery, doorState, NOW } from './story.ts';
import { toHex, type DoorState, type Hardware, type Refusal, type Told, type TrustedTime } from '../index.ts';
import { doorToJson } from './door-json.ts';
import { playVector, type Vector } from './vector.ts';

/** One case before it becomes a file. Whatever is left out is the story's: Kim knocks for Anna's parcel and is let in. */
export interface Case {
  readonly name: string;
  readonly comment: string;
  readonly call?: Vector['call'];
  readonly presentation?: () => Promise<Uint8Array | readonly Uint8Array[]>;
  readonly door?: () => Promise<DoorState>;
  readonly later?: () => Promise<DoorState>;
  readonly laterNow?: TrustedTime;
  readonly hardware?: Hardware;
  readonly now?: TrustedTime;
  /** Absent: allowed. */
  readonly refusal?: Refusal;
  readonly told?: Told;
}

/** A yes says what it brings as the code gives it; whether it is a yes, and every no, the case itself says. */
export async function vectorOf(made: Case): Promise<Vector> {
  const presentation = await (made.presentation ?? (async () => knockAt(await delivery())))();
  const asked: Omit<Vector, 'expect'> = {
    comment: made.comment,
    call: made.call ?? 'decide',
    presentation: presentation instanceof Uint8Array ? toHex(presentation) : presentation.map(toHex),
    door: doorToJson(await (made.door ?? doorState)()),
    ...(made.later === undefined ? {} : { later: doorToJson(await made.later()) }),
    ...(made.laterNow === undefined ? {} : { laterNow: clockJson(made.laterNow) }),
    ...(made.hardware === undefined ? {} : { hardware: made.hardware }),
    now: clockJson(made.now ?? NOW),
  };
  return { ...asked, expect: made.refusal === undefined ? yes(asked) : no(made.refusal, made.told) };
}

const clockJson = ({ unixS, uptimeMs }: TrustedTime): Vector['now'] => ({ unixS: unixS ?? null, uptimeMs });

function yes(asked: Omit<Vector, 'expect'>): Vector['expect'] {
  const answer = playVector({ ...asked, expect: { allow: true } });
  return answer.allow ? answer : { allow: true };
}

const no = (refusal: Refusal, told: Told | undefined): Vector['expect'] => ({
  allow: false,
  refusal,
  ...(told === undefined ? {} : { told }),
});
