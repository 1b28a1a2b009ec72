import { encodePresentation, kidOf, signKnock, type CborValue } from '../index.ts';
import { kim, p, signAnything } from './people.ts';
import { askAt, delivery, knockAt, KNOCK, NONCE, NOW_SLOT, PARCEL } from './story.ts';
import type { Case } from './case.ts';

const NOTHING = new Uint8Array(0);
const problem = (at: 'cbor' | 'envelope' | 'claims' | 'presentation' | 'size', text: string) =>
  ({ at, problem: text }) as const;

/** Steps 1–4. */
export const FORM: readonly Case[] = [
  {
    name: 'too-large',
    comment: 'one byte more than 2,048 is not even read',
    presentation: () => Promise.resolve(new Uint8Array(2049)),
    refusal: { reason: 'too-large', size: 2049 },
    told: 'flat',
  },
  {
    name: 'unreadable-largest',
    comment: '2,048 bytes are read, and refused for what they say',
    presentation: () => Promise.resolve(new Uint8Array(2048)),
    refusal: { reason: 'unreadable', problem: problem('cbor', 'bytes after the end') },
    told: 'flat',
  },
  {
    name: 'unreadable-empty',
    comment: 'nothing is not a presentation',
    presentation: () => Promise.resolve(NOTHING),
    refusal: { reason: 'unreadable', problem: problem('cbor', 'cut off') },
    told: 'flat',
  },
  {
    name: 'unreadable-trailing',
    comment: 'a byte after the end is refused',
    presentation: async () => Uint8Array.from([...(await knockAt(await delivery())), 0]),
    refusal: { reason: 'unreadable', problem: problem('cbor', 'bytes after the end') },
    told: 'flat',
  },
  {
    name: 'unreadable-five-links',
    comment: 'five links are one too many',
    presentation: async () =>
      encodePresentation({
        kind: 'chain',
        links: Array.from({ length: 5 }, () => NOTHING),
        knock: await Promise.resolve(NOTHING),
      }),
    refusal: { reason: 'unreadable', problem: problem('presentation', 'not one to four links') },
    told: 'flat',
  },
  {
    name: 'unreadable-indefinite',
    comment: 'an indefinite length is refused even where the meaning is clear',
    presentation: () => Promise.resolve(Uint8Array.of(0x9f, 0x00, 0x40, 0xff)),
    refusal: { reason: 'unreadable', problem: problem('cbor', 'indefinite length') },
    told: 'flat',
  },
  {
    name: 'link-malformed-tagged',
    comment: 'a tagged COSE_Sign1 is refused',
    presentation: async () => {
      const visit = await delivery();
      return knockAt({ ...visit, links: [Uint8Array.from([0xd2, ...visit.grant.bytes]), visit.assignment.bytes] });
    },
    refusal: { reason: 'link-malformed', link: 0, problem: problem('envelope', 'not an untagged array of four') },
    told: 'flat',
  },
  {
    name: 'link-malformed-courier-kid',
    comment: 'a courier’s knock names no kid',
    presentation: async () => {
      const visit = await delivery();
      const knock = await signAnything(kim, 3, knockClaims(), { parent: visit.leaf, kid: kidOf(p, kim.key) });
      return encodePresentation({ kind: 'chain', links: visit.links, knock });
    },
    refusal: { reason: 'link-malformed', link: 2, problem: problem('envelope', 'kid where none belongs') },
    told: 'flat',
  },
  {
    name: 'claims-malformed-unknown-key',
    comment: 'a claim that is not known is refused, not skipped',
    presentation: async () => {
      const visit = await delivery();
      const knock = await signAnything(kim, 3, knockClaims([12, 1]), { parent: visit.leaf });
      return encodePresentation({ kind: 'chain', links: visit.links, knock });
    },
    refusal: { reason: 'claims-malformed', link: 2, problem: problem('claims', 'claims: a key that is not known') },
    told: 'flat',
  },
  {
    name: 'claims-malformed-nonce-and-slot',
    comment: 'a knock has a nonce or a slot and never both',
    presentation: async () => {
      const visit = await delivery();
      const knock = await signAnything(kim, 3, knockClaims([9, NOW_SLOT]), { parent: visit.leaf });
      return encodePresentation({ kind: 'chain', links: visit.links, knock });
    },
    refusal: {
      reason: 'claims-malformed',
      link: 2,
      problem: problem('claims', 'claims: exactly one of nonce, slot and tap'),
    },
    told: 'flat',
  },
  {
    name: 'ask-posing-as-knock',
    comment: 'an ask cannot pose as a knock',
    presentation: async () => askAt(await delivery()),
    refusal: { reason: 'claims-malformed', link: 2, problem: problem('claims', 'claims: action is missing') },
    told: 'flat',
  },
  {
    name: 'not-armed',
    comment: 'a short form for a chain that the door does not hold is refused',
    presentation: async () => {
      const { leaf } = await delivery();
      return encodePresentation({
        kind: 'short',
        leaf16: leaf.slice(0, 16),
        knock: (await signKnock(p, kim, KNOCK, leaf)).bytes,
      });
    },
    refusal: { reason: 'not-armed' },
    told: 'flat',
  },
];

function knockClaims(extra?: readonly [number, CborValue]): CborValue {
  const own = new Map<number, CborValue>([
    [2, 1],
    [8, 1],
    [10, [PARCEL]],
  ]);
  if (extra !== undefined) own.set(extra[0], extra[1]);
  return new Map<number, CborValue>([
    [10, NONCE],
    [-65537, own],
  ]);
}
