import { BOLT, CODE_BYTES, CONTACT, doorCodes, joinBytes, mailFor, toHex } from '../../index.ts';
import { encodeBase45 } from '../../bytes/base45.ts';
import { encodeUtf8 } from '../../cbor/utf8.ts';
import { p, seeded } from '../people.ts';
import type { JudgedCase } from './case.ts';

/** What a person may be told of a door, what a camera reads off a screen, and what lies in a mailbox: docs/protocol/13-state.md, door-code.md, 28-own-page.md. */

const cell = (bolt: keyof typeof BOLT, contact: keyof typeof CONTACT, jammed: boolean): JudgedCase => ({
  comment: `bolt ${bolt}, contact ${contact}${jammed ? ', jammed' : ''}`,
  ask: () => Promise.resolve({ call: 'shown', report: { bolt: BOLT[bolt], contact: CONTACT[contact], jammed, sensorAgeMs: 0 }, reportAgeMs: 0 }), // prettier-ignore
});
const aged = (comment: string, sensorAgeMs: number, reportAgeMs: number, bolt: number = BOLT.thrown): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'shown', report: { bolt, contact: CONTACT.closed, jammed: false, sensorAgeMs }, reportAgeMs }), // prettier-ignore
});
const names = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];

export const SHOWN: readonly JudgedCase[] = [
  ...names(BOLT).flatMap((bolt) =>
    names(CONTACT).flatMap((contact) => [cell(bolt, contact, false), cell(bolt, contact, true)]),
  ),
  aged('ten seconds old in all', 4000, 6000),
  aged('older than ten seconds in all', 4000, 6001),
  aged('from a moment that is to come', 0, -1),
  aged('a bolt that this reader does not know', 0, 0, 9),
];

const bytes = (label: string, length: number) =>
  joinBytes(...Array.from({ length: Math.ceil(length / 32) }, (_, part) => seeded(`${label} ${part}`, 32))).slice(0, length); // prettier-ignore
const short = doorCodes(p, bytes('short', 135));
const chain = doorCodes(p, bytes('long', 527));
const other = doorCodes(p, bytes('other', 527));
const [good = ''] = short;
const part = (codes: readonly string[], n: number): string => codes[n - 1] ?? '';
type Seen = readonly [text: string, atMs?: number];
const at = (ms: number, ...texts: readonly string[]): readonly Seen[] => texts.map((text) => [text, ms]);

const codes = (comment: string, ...seen: readonly Seen[]): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'door-code', seen: seen.map(([text, ms = 0]) => ({ text, ms })) }),
});
/** As `doorCodes`, in parts of whatever size. */
const inParts = (presentation: Uint8Array, size: number): readonly string[] => {
  const parts = Math.ceil(presentation.length / size);
  const name = toHex(p.sha256(presentation).slice(0, 2)).toUpperCase();
  return Array.from({ length: parts }, (_, n) => `LK1:${n + 1}/${parts}:${name}:${encodeBase45(presentation.subarray(n * size, (n + 1) * size))}`); // prettier-ignore
};
const full = doorCodes(p, bytes('full', CODE_BYTES));
const forged = `${part(chain, 2).slice(0, 13)}${part(other, 2).slice(13)}`;
const pair = (n: number) => doorCodes(p, bytes(`set ${n}`, CODE_BYTES + 1));

/** Of each text that is seen: the presentation that it completes, or nothing. */
export const DOOR_CODES: readonly JudgedCase[] = [
  codes('a short presentation', [good]),
  codes('a whole chain, in order', ...at(0, ...chain)),
  codes('a whole chain, from the middle on and twice', ...at(0, ...chain.slice(2), ...chain.slice(1), ...chain)),
  codes('with a part missing', ...at(0, ...chain.slice(1))),
  codes('parts of two', ...at(0, part(chain, 1), part(other, 2), part(chain, 3), part(other, 4), part(chain, 2), part(chain, 4))), // prettier-ignore
  codes('another text for a part that is there ends the set', ...at(0, part(chain, 1), part(chain, 2), forged, part(chain, 3), part(chain, 4))), // prettier-ignore
  codes('a set whose hash is not its name', ...at(0, part(chain, 1), forged, part(chain, 3), part(chain, 4))),
  codes('a set of ninety seconds', ...at(0, ...chain.slice(0, 3)), [part(chain, 4), 90_000]),
  codes('a set of more than ninety seconds begins anew', ...at(0, ...chain.slice(0, 3)), [part(chain, 4), 90_001], ...at(90_002, ...chain.slice(0, 3))), // prettier-ignore
  codes('four sets are kept, the newest', ...at(0, ...[0, 1, 2, 3, 4].map((n) => part(pair(n), 1)), part(pair(4), 2), part(pair(1), 2), part(pair(0), 2))), // prettier-ignore
  codes('and so it is where the other came first', ...at(0, part(chain, 1), forged, part(chain, 2), part(chain, 3), part(chain, 4))), // prettier-ignore
  codes('sixteen parts, of 2,048 bytes', ...at(0, ...doorCodes(p, bytes('longest', 2048)))),
  codes('seventeen parts', ...at(0, ...inParts(bytes('too long', 17 * CODE_BYTES), CODE_BYTES))),
  codes('a part of 136 bytes that is the last', [part(full, 1)]),
  codes('a part of 137 bytes', ...at(0, ...inParts(bytes('137', CODE_BYTES + 1), CODE_BYTES + 1))),
  codes('parts that are too short before the last', ...at(0, ...inParts(bytes('200', 200), 100))),
  codes('another scheme', [good.replace('LK1', 'LK2')]),
  codes('part nought', [good.replace('1/1', '0/1')]),
  codes('a part past the last', [part(full, 1).replace('1/1', '2/1')]),
  codes('no bytes', [good.slice(0, 13)]),
  codes('letters that are no base45', [`${good.slice(0, 13)}GGW`]),
  codes('small letters', [good.toLowerCase()]),
];

const mail = (comment: string, message: Uint8Array, problem?: string): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'mail', message: toHex(message) }),
  ...(problem === undefined ? {} : { problem }),
});
const boxId = seeded('box of a device');

export const MAILS: readonly JudgedCase[] = [
  mail('asks for the record of a device', mailFor(boxId)),
  mail('leaves a welcome of 4,000 bytes', mailFor(boxId, new Uint8Array(4000))),
  mail('leaves one that is longer', mailFor(boxId, new Uint8Array(4001)), 'no-mail'),
  mail('names half a box', mailFor(boxId.slice(1)), 'no-mail'),
  mail('something else', joinBytes(encodeUtf8('lk1-male'), boxId), 'no-mail'),
  mail('nothing', new Uint8Array(0), 'no-mail'),
];
