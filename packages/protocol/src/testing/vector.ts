import {
  armChain,
  decide,
  decideAsk,
  lastLook,
  recheck,
  toldTo,
  type Armed,
  type AskAllowed,
  type Consumes,
  type Decision,
  type DoorState,
  type Effective,
  type Hardware,
  type Refusal,
  type Told,
  type TrustedTime,
} from '../index.ts';
import { doorFromJson, unhex, type DoorJson } from './door-json.ts';
import { p } from './people.ts';

interface ClockJson {
  readonly unixS: number | null;
  readonly uptimeMs: number;
}

/** The language-neutral form of a case, as vectors/README.md describes it. Bytes are hex. */
export interface Vector {
  readonly comment: string;
  readonly call: 'decide' | 'ask' | 'arm' | 'recheck' | 'last-look' | 'told';
  readonly presentation: string | readonly string[];
  readonly door: DoorJson;
  /** For `recheck` and `last-look`: what the door's state and clock have become since `door` and `now`. */
  readonly later?: DoorJson;
  readonly laterNow?: ClockJson;
  readonly hardware?: Hardware;
  readonly now: ClockJson;
  readonly expect:
    ({ readonly allow: true } & Granted) | { readonly allow: false; readonly refusal: Refusal; readonly told?: Told };
}

/** What a yes brings: of a knock what it uses up and its terms, of an ask which nonces it concerns, of a chain to keep where and when. */
interface Granted {
  readonly consumes?: Consumes;
  readonly terms?: Effective;
  readonly nonces?: { readonly again?: string; readonly replaces: readonly string[] };
  readonly arms?: Pick<Armed, 'leaf16' | 'doors' | 'windows'>;
}

/** Arming has nobody to tell. */
interface Untold {
  readonly allow: false;
  readonly refusal: Refusal;
  readonly told?: undefined;
}

type Answer = Decision | AskAllowed | Armed | Untold;

const clockOf = ({ unixS, uptimeMs }: ClockJson): TrustedTime => ({ unixS: unixS ?? undefined, uptimeMs });

/** Plays a vector against the code as it is; the answer has the shape of `expect`. */
export function playVector(vector: Vector): Vector['expect'] {
  const door = doorFromJson(vector.door);
  const answer = ask(vector, door, clockOf(vector.now));
  if (!answer.allow) return refused(vector, answer);
  return vector.hardware === undefined || !('consumes' in answer)
    ? { allow: true, ...grantedBy(answer) }
    : again(vector, answer, door, vector.hardware);
}

function ask(vector: Vector, door: DoorState, now: TrustedTime): Answer {
  const { presentation: sent, call } = vector;
  if (typeof sent !== 'string') return armChain(p, sent.map(unhex), door, now);
  return call === 'ask' ? decideAsk(p, unhex(sent), door, now) : decide(p, unhex(sent), door, now);
}

function refused({ call }: Vector, answer: Extract<Answer, { allow: false }>): Vector['expect'] {
  if (answer.told === undefined) return { allow: false, refusal: answer.refusal };
  return call === 'told'
    ? { allow: false, refusal: toldTo(answer) }
    : { allow: false, refusal: answer.refusal, told: answer.told };
}

function again(
  { call, later, laterNow, now }: Vector,
  answer: Extract<Decision, { allow: true }>,
  before: DoorState,
  hardware: Hardware,
): Vector['expect'] {
  const door = later === undefined ? before : doorFromJson(later);
  const clock = clockOf(laterNow ?? now);
  const refusal =
    call === 'last-look' && answer.by === 'visitor'
      ? lastLook(p, answer, door, clock, hardware)
      : recheck(p, answer, door, clock, hardware);
  return refusal === undefined ? { allow: true } : { allow: false, refusal };
}

function grantedBy(answer: Exclude<Answer, { allow: false }>): Granted {
  if ('terms' in answer) return { consumes: answer.consumes, terms: answer.terms };
  if ('consumes' in answer) return { consumes: answer.consumes };
  if ('windows' in answer) {
    const { leaf16, doors, windows } = answer;
    return { arms: { leaf16, doors, windows } };
  }
  const { again: same, replaces } = answer;
  return { nonces: same === undefined ? { replaces } : { again: same, replaces } };
}
