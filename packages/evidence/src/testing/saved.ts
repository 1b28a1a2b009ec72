/** A visit's evidence as the app saves it, of a home, a log and a witness that are made for it. */
import { portablePrimitives as p } from '@latchkey/keys';
import { generateSigningKey, nodeSigner } from '@latchkey/keys/node';
import { cosign, inclusionSteps, pathOf, signCheckpoint, verifierKey, writeNote, writeProof, type Note } from '@latchkey/log'; // prettier-ignore
import { entry, leaves, rootOver, sha256, signing, SlowTiles } from '@latchkey/log/testing';
import {
  encodePublicKey,
  FLAG,
  hubIdOf,
  signAssignment,
  signGrant,
  signReceipt,
  TIME_SOURCE,
  toBase64url,
  type Link,
  type Receipt,
} from '@latchkey/protocol';

export const NOW_S = 1_790_000_000;
/** Leaves in the log; the newest receipt is one of them. */
export const SIZE = 20;
const INDEX = 11;

/** To be spoilt in tests. */
export type SavedFile = Record<string, unknown> & {
  readonly receipts: readonly string[];
  readonly assignments: readonly string[];
  readonly log: Record<string, unknown>;
};

const signers = () => {
  const signer = () => nodeSigner(generateSigningKey());
  return { hub: signer(), member: signer(), carrier: signer(), courier: signer() };
};

const visitId = new Uint8Array(16).fill(7);
const times = { nbf: NOW_S - 60, exp: NOW_S + 3600, iat: NOW_S - 60 };

const permission = async ({ hub, member, carrier, courier }: ReturnType<typeof signers>) => {
  const grant = await signGrant(p, member, {
    ...times,
    cti: new Uint8Array(16).fill(1),
    holder: carrier.key,
    hubId: hubIdOf(p, hub.key),
    doors: [1],
    uses: 1,
    flags: FLAG.mustRecord,
    maxOpenSeconds: 120,
    depth: [1, 2],
    visitId,
  });
  const handed = { ...times, cti: new Uint8Array(8), holder: courier.key, depth: [0, 0] as const };
  return { grant, assignment: await signAssignment(p, carrier, handed, grant.hash) };
};

const storyOf = async ({ hub }: ReturnType<typeof signers>, leaf: Uint8Array): Promise<Link<Receipt>[]> => {
  const links: Link<Receipt>[] = [];
  const base = {
    iat: NOW_S,
    timeSource: TIME_SOURCE.clock,
    hubId: hubIdOf(p, hub.key),
    bootId: new Uint8Array(16),
    door: 1,
    visitId,
  };
  const detail = { leaf: leaf.slice(0, 16) };
  for (const claims of [{ event: 'armed', detail } as const, { event: 'door-opened' } as const, { event: 'door-closed' } as const]) // prettier-ignore
    links.push(await signReceipt(p, hub, { ...base, seq: links.length + 1, salt: new Uint8Array(16).fill(links.length), ...claims }, links.at(-1)?.hash)); // prettier-ignore
  return links;
};

export interface Saved {
  readonly file: SavedFile;
  readonly log: ReturnType<typeof signing>;
  readonly witness: ReturnType<typeof signing>;
  /** A key that is not the hub's. */
  readonly otherKey: string;
  /** The log's n-th leaf. */
  readonly at: (n: number) => Uint8Array;
  /** The log's state at a size, signed by it and by the witness. */
  readonly noteOf: (size: number, entries?: (n: number) => Uint8Array) => Note;
}

export const savedEvidence = async (): Promise<Saved> => {
  const people = signers();
  const { grant, assignment } = await permission(people);
  const receipts = await storyOf(people, assignment.hash);
  const [log, witness] = [signing('home.example/log'), signing('witness.example/1', 4)];
  const at = (n: number) => (n === INDEX ? (receipts.at(-1)?.hash ?? entry(n)) : entry(n));
  const noteOf = (size: number, entries = at) => {
    const state = { origin: log.key.name, size, root: rootOver(leaves(size, entries)) };
    const note = signCheckpoint(log.key, log.sign, state);
    return { ...note, signatures: [...note.signatures, cosign(witness.key, witness.sign, note.text, NOW_S)] };
  };
  const path = pathOf(sha256, inclusionSteps(INDEX, SIZE), new SlowTiles(SIZE, at).read);
  const file = {
    format: 'latchkey-evidence-1',
    hubKey: toBase64url(encodePublicKey(people.hub.key)),
    visitId: toBase64url(visitId),
    grant: toBase64url(grant.bytes),
    assignments: [toBase64url(assignment.bytes)],
    receipts: receipts.map(({ bytes }) => toBase64url(bytes)),
    log: {
      key: verifierKey(log.key),
      witnesses: [verifierKey(witness.key)],
      proof: writeProof({ index: INDEX, path, checkpoint: writeNote(noteOf(SIZE)) }),
    },
  };
  return { file, log, witness, at, noteOf, otherKey: toBase64url(encodePublicKey(people.carrier.key)) };
};
