import { isCborArray, type CborMap, type CborValue } from '../cbor/value.ts';
import { keyFromCbor, keyToCbor } from '../cose/key.ts';
import { MalformedInput } from '../malformed.ts';
import type { PublicKey } from '../primitives.ts';

/** One value both ways. `decode` is given the attacker's value and throws `MalformedInput`; `encode` throws RangeError on our own mistakes. */
export interface Codec<T> {
  encode(value: T): CborValue;
  decode(value: CborValue, at: string): T;
}

export interface Field<T, Optional extends boolean> {
  readonly key: number;
  readonly codec: Codec<T>;
  readonly optional: Optional;
}

export type Fields = Readonly<Record<string, Field<unknown, boolean>>>;
type ValueOf<F> = F extends Field<infer T, boolean> ? T : never;
type RequiredNames<F extends Fields> = { [K in keyof F]: F[K]['optional'] extends true ? never : K }[keyof F];
type OptionalNames<F extends Fields> = { [K in keyof F]: F[K]['optional'] extends true ? K : never }[keyof F];
export type Shape<F extends Fields> = { readonly [K in RequiredNames<F>]: ValueOf<F[K]> } & {
  readonly [K in OptionalNames<F>]?: ValueOf<F[K]>;
};

export const field = <T>(key: number, codec: Codec<T>): Field<T, false> => ({ key, codec, optional: false });
export const optional = <T>(key: number, codec: Codec<T>): Field<T, true> => ({ key, codec, optional: true });

const wrong = (at: string, problem: string): never => {
  throw new MalformedInput('claims', `${at}: ${problem}`);
};

export const UINT32 = 0xffffffff;

export function uint(max: number, min = 0): Codec<number> {
  const fits = (value: CborValue): value is number => typeof value === 'number' && value >= min && value <= max;
  return {
    encode: (value) =>
      Number.isSafeInteger(value) && fits(value) ? value : refuseToEncode(`${value} is not within ${min}..${max}`),
    decode: (value, at) => (fits(value) ? value : wrong(at, `not an integer within ${min}..${max}`)),
  };
}

export function bytes(min: number, max = min): Codec<Uint8Array> {
  const fits = (value: CborValue): value is Uint8Array =>
    value instanceof Uint8Array && value.length >= min && value.length <= max;
  const size = min === max ? `${min}` : `${min} to ${max}`;
  return {
    encode: (value) => (fits(value) ? value : refuseToEncode(`not ${size} bytes`)),
    decode: (value, at) => (fits(value) ? value : wrong(at, `not ${size} bytes`)),
  };
}

/** Text of 1 to `max` UTF-16 units that the pattern matches whole; control characters never pass. */
export function text(max: number, pattern = /^[^\p{Cc}]+$/u): Codec<string> {
  const fits = (value: CborValue): value is string =>
    typeof value === 'string' && value.length > 0 && value.length <= max && pattern.test(value);
  return {
    encode: (value) => (fits(value) ? value : refuseToEncode('not such a text')),
    decode: (value, at) => (fits(value) ? value : wrong(at, `not a text of 1 to ${max} letters of its kind`)),
  };
}

export const bool: Codec<boolean> = {
  encode: (value) => value,
  decode: (value, at) => (typeof value === 'boolean' ? value : wrong(at, 'not true or false')),
};

export const publicKey: Codec<PublicKey> = { encode: keyToCbor, decode: (value) => keyFromCbor(value) };

/** `inOrder(a, b)` must hold for each pair of neighbours; it makes a list a set with one encoding. */
export function list<T>(
  item: Codec<T>,
  min: number,
  max: number,
  inOrder?: (a: T, b: T) => boolean,
): Codec<readonly T[]> {
  const problem = (items: readonly T[]): string | undefined => {
    if (items.length < min || items.length > max) return `not ${min} to ${max} items`;
    const sorted = inOrder === undefined || items.every((value, i) => i === 0 || inOrder(items[i - 1] as T, value));
    return sorted ? undefined : 'items repeated or out of order';
  };
  return {
    encode: (items) => {
      const found = problem(items);
      return found === undefined ? items.map((value) => item.encode(value)) : refuseToEncode(found);
    },
    decode: (value, at) => {
      if (!isCborArray(value) || value.length > max) return wrong(at, `not an array of ${min} to ${max} items`);
      const items = value.map((entry) => item.decode(entry, at));
      const found = problem(items);
      return found === undefined ? items : wrong(at, found);
    },
  };
}

/** An array of exactly two unlike items. */
export function pair<A, B>(first: Codec<A>, second: Codec<B>): Codec<readonly [A, B]> {
  return {
    encode: ([a, b]) => [first.encode(a), second.encode(b)],
    decode: (value, at) => {
      if (!isCborArray(value) || value.length !== 2) return wrong(at, 'not an array of two');
      return [first.decode(value[0] as CborValue, at), second.decode(value[1] as CborValue, at)];
    },
  };
}

/** A map with integer keys, closed: a key that the table does not list is refused. `check` says what is wrong between fields. */
export function record<F extends Fields>(fields: F, check?: (value: Shape<F>) => string | undefined): Codec<Shape<F>> {
  const byKey = tableOf(fields);
  return {
    encode: (value) => {
      const problem = check?.(value);
      if (problem !== undefined) return refuseToEncode(problem);
      return new Map(encodeFields(byKey, value));
    },
    decode: (value, at) => {
      if (!(value instanceof Map)) return wrong(at, 'not a map');
      const fieldsRead: Record<string, unknown> = {};
      decodeFields(fieldsRead, byKey, value as CborMap, at);
      const shape = fieldsRead as Shape<F>;
      const problem = check?.(shape);
      return problem === undefined ? shape : wrong(at, problem);
    },
  };
}

function encodeFields(fields: FieldTable, value: object): (readonly [number, CborValue])[] {
  const entries: (readonly [number, CborValue])[] = [];
  for (const { name, key, codec, optional: mayBeAbsent } of fields) {
    const own = (value as Readonly<Record<string, unknown>>)[name];
    if (own !== undefined) entries.push([key, codec.encode(own)]);
    else if (!mayBeAbsent) refuseToEncode(`${name} is missing`);
  }
  return entries;
}

type FieldTable = readonly (Field<unknown, boolean> & { readonly name: string })[];

const tableOf = (fields: Fields): FieldTable => Object.entries(fields).map(([name, field]) => ({ name, ...field }));

/** Reads a closed map into `shape`; `elsewhere` counts keys of the map that another table has read. */
function decodeFields(
  shape: Record<string, unknown>,
  fields: FieldTable,
  map: CborMap,
  at: string,
  elsewhere = 0,
): void {
  let known = elsewhere;
  for (const { name, key, codec, optional: mayBeAbsent } of fields) {
    const value = map.get(key);
    if (value !== undefined) {
      shape[name] = codec.decode(value, name);
      known++;
    } else if (!mayBeAbsent) wrong(at, `${name} is missing`);
  }
  if (known !== map.size) wrong(at, 'a key that is not known');
}

function refuseToEncode(problem: string): never {
  throw new RangeError(problem);
}

const OWN = -65537;

/**
 * The claims of an object: registered CWT claims (RFC 8392) on the outside, the project's own under −65537, flat in
 * TypeScript. Both maps are closed.
 */
export function claims<C extends Fields, O extends Fields>(
  cwt: C,
  own: O,
  check?: (value: Shape<C & O>) => string | undefined,
): Codec<Shape<C & O>> {
  const outer = tableOf(cwt);
  const inner = tableOf(own);
  return {
    encode: (value) => {
      const problem = check?.(value);
      if (problem !== undefined) return refuseToEncode(problem);
      return new Map<number, CborValue>([...encodeFields(outer, value), [OWN, new Map(encodeFields(inner, value))]]);
    },
    decode: (value, at) => {
      if (!(value instanceof Map)) return wrong(at, 'not a map');
      const nested = (value as CborMap).get(OWN);
      if (!(nested instanceof Map)) return wrong(at, 'own claims are missing');
      const read: Record<string, unknown> = {};
      decodeFields(read, outer, value as CborMap, at, 1);
      decodeFields(read, inner, nested as CborMap, at);
      const shape = read as Shape<C & O>;
      const problem = check?.(shape);
      return problem === undefined ? shape : wrong(at, problem);
    },
  };
}
