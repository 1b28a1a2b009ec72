import type { FileProblem } from '../file.ts';
import type { FilmFound, FilmVerdict } from '../film.ts';
import type { Logged, LogVerdict } from '../log.ts';
import type { FilmNamed } from '../named-films.ts';
import type { Permission } from '../permission.ts';
import type { Verdict } from '../verify.ts';
import { lacksFilm } from '../film.ts';
import { receiptWords, receiptsFit } from './told-receipts.ts';
import type { EvidenceWords } from './en.ts';
import { isoOf, timeOf } from './time.ts';

/** A verdict as a person reads it: four findings, the story, the sum. */
export interface Told {
  readonly findings: readonly {
    readonly name: string;
    /** `lacks`: what is there fits, and something is not there. */
    readonly fit: 'fits' | 'lacks' | 'contradicts';
    readonly words: string;
  }[];
  readonly story: readonly {
    readonly seq: number;
    /** ISO 8601, for machines; absent where the hub did not know the time. */
    readonly iso?: string;
    readonly time: string;
    readonly words: string;
    readonly where: string;
  }[];
  readonly sum: string;
  /** `fits` only where nothing is left to say beside it. */
  readonly sumFit: 'fits' | 'lacks' | 'contradicts';
}

export function fileWords(problem: FileProblem, { file }: EvidenceWords): string {
  switch (problem.problem) {
    case 'too-large':
      return file.tooLarge;
    case 'no-json':
      return file.noJson;
    case 'other-format':
      return problem.what === '' ? file.noFormat : file.otherFormat(problem.what);
    case 'wrong-field':
      return file.wrongField(problem.where);
  }
}

export function verdictWords(verdict: Verdict, t: EvidenceWords): Told {
  const { log } = verdict;
  return {
    findings: [
      { name: t.receipts.name, fit: receiptsFit(verdict), words: receiptWords(verdict, t) },
      { name: t.permission.name, ...permissionTold(verdict, t) },
      { name: t.film.name, ...filmTold(verdict, t) },
      {
        name: t.log.name,
        fit: logFit(log),
        words: logWords(log, t),
      },
    ],
    story: verdict.story.map(({ claims: { iat, seq, event, door, detail } }) => ({
      seq,
      ...(iat === undefined ? {} : { iso: isoOf(iat) }),
      time: iat === undefined ? t.timeUnknown : timeOf(iat),
      words: t.events[event],
      where: [
        t.receipt(seq),
        ...(door === undefined ? [] : [t.door(door)]),
        ...(detail?.presence === undefined ? [] : [t.presence[detail.presence]]),
      ].join(', '),
    })),
    ...sumOf(verdict, t),
  };
}

/** That nothing is named says something only where the receipts are whole: of what does not verify nothing is known. */
const isAllTold = ({ receipts }: Verdict): boolean => receipts.ok && receipts.visit?.proven !== false;

type Said = Pick<Told['findings'][number], 'fit' | 'words'>;

function permissionTold(verdict: Verdict, t: EvidenceWords): Said {
  const { permission } = verdict;
  if (permission.kind === 'unused' && !isAllTold(verdict)) return { fit: 'lacks', words: t.permission.untold };
  return { fit: fitOf(permission.kind !== 'contradicts'), words: permissionWords(permission, t) };
}

function filmTold(verdict: Verdict, t: EvidenceWords): Said {
  const { film } = verdict;
  if (film.kind === 'none' && !isAllTold(verdict)) return { fit: 'lacks', words: t.film.untold };
  return { fit: lacksFilm(film) ? 'lacks' : fitOf(film.kind !== 'wrong'), words: filmWords(film, t) };
}

const fitOf = (good: boolean): 'fits' | 'contradicts' => (good ? 'fits' : 'contradicts');

/** An accusation under a key that only the file names lacks that key's name from elsewhere; one that it shrank, its order. */
function logFit(log: LogVerdict): 'fits' | 'lacks' | 'contradicts' {
  if (log.kind === 'shrunk') return 'lacks';
  if (log.kind === 'two-stories') return log.chosen ? 'contradicts' : 'lacks';
  return fitOf(log.kind !== 'wrong');
}

function sumOf({ holds, incomplete, log, film, receipts }: Verdict, t: EvidenceWords): Pick<Told, 'sum' | 'sumFit'> {
  if (!holds) return { sum: t.holdsNot, sumFit: 'contradicts' };
  const accusation = accusationIn(log, t);
  const alone = receipts.ok && receipts.visit !== undefined;
  if (accusation === undefined && !incomplete) return { sum: alone ? t.holdsForVisit : t.holds, sumFit: 'fits' };
  const visit = !incomplete ? t.visitHolds : lacksFilm(film) ? t.incomplete : t.unproven;
  return { sum: [visit, accusation ?? []].flat().join(' '), sumFit: 'lacks' };
}

function accusationIn(log: LogVerdict, { log: t }: EvidenceWords): string | undefined {
  if (log.kind === 'shrunk') return t.allegedShrunk;
  if (log.kind !== 'two-stories') return undefined;
  return log.chosen ? t.accused : t.alleged;
}

function permissionWords(permission: Permission, { permission: t }: EvidenceWords): string {
  switch (permission.kind) {
    case 'absent':
      return t.absent;
    case 'unused':
      return t.unused;
    case 'holds':
      return t.holds(timeOf(permission.fromS), timeOf(permission.toS), permission.assignments);
    case 'contradicts':
      return t.contradicts(t.why[permission.why]);
  }
}

function filmWords(film: FilmVerdict, { film: t, timeUnknown }: EvidenceWords): string {
  const named = ({ begunS, endedS, seq }: FilmNamed): string =>
    t.named(
      begunS === undefined ? timeUnknown : timeOf(begunS),
      endedS === undefined ? undefined : timeOf(endedS),
      seq,
    );
  switch (film.kind) {
    case 'none':
      return t.none;
    case 'left-out':
      return t.leftOut(film.named.map(named));
    case 'fits': {
      const { films, missing, elsewhere, named: count } = film;
      const lacking = missing.length === 0 ? [] : [t.missing(missing.map(named), count)];
      return [
        ...lacking,
        ...films.map((found, at) => begun(foundWords(found, t), at + lacking.length)),
        ...(elsewhere === 0 ? [] : [t.elsewhere(elsewhere)]),
      ].join(' ');
    }
    case 'wrong':
      return t.wrong(t.why[film.problem]);
  }
}

/** A sentence after another begins like one. */
const begun = (words: string, at: number): string =>
  at === 0 ? words : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

function foundWords({ fromMs, toMs, frames, state, opened }: FilmFound, t: EvidenceWords['film']): string {
  const seconds = toMs === undefined ? undefined : Math.round((toMs - fromMs) / 1000);
  return `${t.from(timeOf(Math.floor(fromMs / 1000)), seconds, frames)}; ${t.state[state]}. ${opened ? t.opened : t.sealed}`;
}

function logWords(log: LogVerdict, { log: t }: EvidenceWords): string {
  switch (log.kind) {
    case 'absent':
      return t.absent;
    case 'logged':
      return withWhoseKey([loggedWords(log, t)], log.chosen, t);
    case 'two-stories': {
      const sizes = log.sizes.join(t.and);
      const told = log.chosen ? t.twoStories(log.name, sizes) : t.saidTwoStories(log.name, sizes);
      const less = log.shrunk === undefined ? [] : [t.shrank(log.name, ...log.shrunk)];
      return withWhoseKey([told, ...less, ...besideWords(log.proof, t)], log.chosen, t);
    }
    case 'shrunk':
      return withWhoseKey([t.shrank(log.name, ...log.sizes), ...besideWords(log.proof, t)], log.chosen, t);
    case 'wrong':
      return t.wrong(t.why[log.problem] ?? log.problem);
  }
}

function loggedWords({ name, size, seenBy }: Logged, t: EvidenceWords['log']): string {
  const who = seenBy.map((seen) => t.seenAt(seen.name, timeOf(seen.timeS))).join(', ');
  return `${t.logged(name, size)}, ${who === '' ? t.unseen : t.seen(who)}.`;
}

const besideWords = (proof: Logged | undefined, t: EvidenceWords['log']): string[] =>
  proof === undefined ? [] : [loggedWords(proof, t)];

const withWhoseKey = (words: readonly string[], chosen: boolean, t: EvidenceWords['log']): string =>
  [...words, ...(chosen ? [] : [t.itsOwnWord])].join(' ');
