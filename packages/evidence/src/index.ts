/** Evidence of one visit: read and checked without any server. */
export { readEvidence, type EvidenceFile, type EvidenceFilm, type EvidenceLog, type FileProblem } from './file.ts';
export type { ReceiptsVerdict, VisitShown } from './receipts.ts';
export { runsOf, type MadeRun } from './runs-of.ts';
export type { Run } from './runs.ts';
export { verifyEvidence, type Trust, type Verdict } from './verify.ts';
export type { Permission } from './permission.ts';
export type { LogVerdict } from './log.ts';
export type { FilmFound, FilmProblem, FilmVerdict } from './film.ts';
export { namedIn, type FilmNamed } from './named-films.ts';
