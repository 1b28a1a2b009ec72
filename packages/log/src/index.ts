/** The tamper-evident log: RFC 6962 trees in tiles, signed checkpoints, witnesses' cosignatures, proofs that need no server. */
export { fromBase64, toBase64, type Sha256 } from './bytes.ts';
export { bytesWithin } from './bytes-within.ts';
export {
  emptyRoot,
  HASH_BYTES,
  leafHash,
  nodeHash,
  prefixRoots,
  verifyConsistency,
  verifyInclusion,
  type Head,
} from './merkle.ts';
export { consistencySteps, foldNodes, inclusionSteps, pathOf, prefixSteps, rootSteps, type Node, type ReadNode, type Steps } from './paths.ts'; // prettier-ignore
export { grownTiles, readNodes, readTilePath, subtreeRoot, TILE_WIDTH, tileAt, tilePath, tilesFor, type TileId } from './tiles.ts'; // prettier-ignore
export {
  isBy,
  noteKey,
  readNote,
  readSignatureLine,
  readVerifierKey,
  signatureLine,
  verifierKey,
  writeNote,
  type KeyKind,
  type Note,
  type NoteKey,
  type Signature,
} from './note.ts';
export {
  checkpointText,
  cosign,
  openCheckpoint,
  readCheckpointText,
  signCheckpoint,
  type Checkpoint,
  type CheckpointProblem,
  type OpenedCheckpoint,
  type SignEd25519,
  type Trusted,
  type VerifyEd25519,
} from './checkpoint.ts';
export { edgeTiles, edgeRoot, growTree, type GrownTree, type Tile } from './grow.ts';
export { readAddCheckpoint, writeAddCheckpoint, type AddCheckpoint } from './add-checkpoint.ts';
export { answerAddCheckpoint, type WitnessAnswer, type WitnessEffects, type WitnessSelf } from './witness.ts';
export { withListed } from './witness-list.ts';
export { lookUp, type LogFinding, type LogMemory, type ReaderEffects } from './reader.ts';
export { inOneTree, type FoundEntry } from './one-tree.ts';
export { fetchNodes, type LogSource } from './source.ts';
export { readProof, verifyProof, writeProof, type LogProof, type ProofProblem } from './proof.ts';
