import {
  cosign, leafHash, nodeHash, noteKey, signCheckpoint, verifyProof, writeNote, readProof, writeProof, type NoteKey, type Sha256, type VerifyEd25519,
} from '@latchkey/log'; // prettier-ignore

/** A proof of one leaf in a tree of ten million that one witness has seen, as it lies in a file. */

export const LEAVES = 10_000_000;

export interface MadeProof {
  readonly file: string;
  readonly entry: Uint8Array;
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
  readonly keys: { readonly log: NoteKey; readonly witness: NoteKey };
  /** The two signatures, bare, for the floor. */
  readonly signed: readonly { readonly publicKey: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array }[];
} // prettier-ignore

export interface Making {
  readonly sha256: Sha256;
  readonly random: (bytes: number) => Uint8Array;
  readonly keygen: () => { readonly secretKey: Uint8Array; readonly publicKey: Uint8Array };
  readonly sign: (message: Uint8Array, secretKey: Uint8Array) => Uint8Array;
}

/** Nobody needs the ten million: with random siblings beside it a path is what it would be, and the root is what it leads to. */
export function makeProof({ sha256, random, keygen, sign }: Making): MadeProof {
  const index = new DataView(random(4).buffer).getUint32(0) % LEAVES;
  const entry = random(32);
  const path = Array.from({ length: stepsOf(index) }, () => random(32));
  const root = climb(sha256, index, leafHash(sha256, entry), path);
  const [log, witness] = [keygen(), keygen()];
  const keys = { log: noteKey(sha256, 'bench.example/log', 1, log.publicKey), witness: noteKey(sha256, 'bench.example/witness', 4, witness.publicKey) }; // prettier-ignore
  const signed: { publicKey: Uint8Array; message: Uint8Array; signature: Uint8Array }[] = [];
  const signer = (pair: typeof log) => (message: Uint8Array) => {
    const signature = sign(message, pair.secretKey);
    signed.push({ publicKey: pair.publicKey, message, signature });
    return signature;
  };
  const note = signCheckpoint(keys.log, signer(log), { origin: keys.log.name, size: LEAVES, root });
  const cosignature = cosign(keys.witness, signer(witness), note.text, 1_796_130_000);
  const checkpoint = writeNote({ ...note, signatures: [...note.signatures, cosignature] });
  return { file: writeProof({ index, path, checkpoint }), entry, index, path, root, keys, signed };
}

/** Reads the file and verifies everything in it. */
export function verifyMade(sha256: Sha256, verify: VerifyEd25519, { file, entry, keys }: MadeProof): boolean {
  const proof = readProof(file);
  if (proof === undefined) return false;
  return verifyProof(sha256, { log: keys.log, witnesses: [keys.witness], verify }, 1, entry, proof).ok;
}

/** The hashes alone. */
export const bareInclusion = (sha256: Sha256, { entry, index, path, root }: MadeProof): boolean =>
  climb(sha256, index, leafHash(sha256, entry), path).every((byte, i) => byte === root[i]);

/** RFC 9162 §2.1.3.2, as it stands there: whether the step at this height has its sibling on the left. */
const turns = (index: number): boolean[] => {
  const left: boolean[] = [];
  for (let [node, last] = [index, LEAVES - 1]; last > 0; [node, last] = [node >> 1, last >> 1]) {
    if (node % 2 === 0 && node === last) continue;
    left.push(node % 2 === 1);
  }
  return left;
};
const stepsOf = (index: number): number => turns(index).length;

function climb(sha256: Sha256, index: number, leaf: Uint8Array, path: readonly Uint8Array[]): Uint8Array {
  const left = turns(index);
  return path.reduce((hash, sibling, i) => (left[i] === true ? nodeHash(sha256, sibling, hash) : nodeHash(sha256, hash, sibling)), leaf); // prettier-ignore
}
