import { sameBytes, toHex } from '../bytes/bytes.ts';
import { FACT, ROLE, type Declaration, type Question, type RosterMember } from '../claims/household.ts';
import type { RosterState } from '../decision/doorstate.ts';
import { verifyLink, type Link, type Read } from '../link.ts';
import { readDeclaration, readQuestion } from '../objects.ts';
import type { Primitives } from '../primitives.ts';

/** What a household tells and asks its hub about a door: docs/protocol/14-declaration.md and 15-question.md. */
export interface DoorKnowledge {
  readonly hubId: Uint8Array;
  readonly roster: RosterState;
  readonly doors: ReadonlySet<number>;
  /** By door: the newest declaration that was journalled. */
  readonly declared: ReadonlyMap<number, Declared>;
}

export interface Declared {
  readonly number: number;
  /** The sum of `FACT`s. */
  readonly facts: number;
  /** Hash of the declaration. */
  readonly hash: Uint8Array;
}

export type DeclarationProblem =
  | 'malformed'
  | 'other-hub'
  | 'door-unknown'
  | 'signer-unknown'
  | 'signer-not-admin'
  | 'signature-wrong'
  | 'declaration-old';
type No<P> = { readonly ok: false; readonly problem: P };

export type JudgedDeclaration =
  | {
      readonly ok: true;
      readonly link: Link<Declaration>;
      /** The very one that stands already. */ readonly again: boolean;
    }
  | No<DeclarationProblem>;

/** What a rollback may have lost at most. Whoever wrote the highest number that there is would have the last word on a door for ever. */
const FARTHER_AT_MOST = 1000;

export function judgeDeclaration(p: Primitives, bytes: Uint8Array, known: DoorKnowledge): JudgedDeclaration {
  const opened = fromMember(p, readDeclaration(p, bytes), known);
  if (!opened.ok) return opened;
  if (opened.member.role !== ROLE.admin) return { ok: false, problem: 'signer-not-admin' };
  const { link } = opened;
  const standing = known.declared.get(link.claims.door);
  if (link.claims.number > (standing?.number ?? 0) + FARTHER_AT_MOST) return { ok: false, problem: 'malformed' };
  const again = standing !== undefined && sameBytes(standing.hash, link.hash);
  if (!again && standing !== undefined && link.claims.number <= standing.number)
    return { ok: false, problem: 'declaration-old' };
  return { ok: true, link, again };
}

export type QuestionProblem = Exclude<DeclarationProblem, 'signer-not-admin' | 'declaration-old'>;

export type JudgedQuestion =
  | {
      readonly ok: true;
      readonly link: Link<Question>;
      /** Whom the answer is sealed to. */ readonly member: RosterMember;
    }
  | No<QuestionProblem>;

export function judgeQuestion(p: Primitives, bytes: Uint8Array, known: DoorKnowledge): JudgedQuestion {
  return fromMember(p, readQuestion(p, bytes), known);
}

function fromMember<C extends { readonly hubId: Uint8Array; readonly door: number }>(
  p: Primitives,
  read: Read<C>,
  known: DoorKnowledge,
): { readonly ok: true; readonly link: Link<C>; readonly member: RosterMember } | No<QuestionProblem> {
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { link } = read;
  if (!sameBytes(link.claims.hubId, known.hubId)) return { ok: false, problem: 'other-hub' };
  const member = known.roster.members.get(toHex(link.kid ?? new Uint8Array(0)));
  if (member === undefined) return { ok: false, problem: 'signer-unknown' };
  if (!verifyLink(p, link, member.key)) return { ok: false, problem: 'signature-wrong' };
  return known.doors.has(link.claims.door) ? { ok: true, link, member } : { ok: false, problem: 'door-unknown' };
}

/** What counts: a declaration narrows what the driver says and never widens it. The key outside is the household's to know. */
export function honoured(driverFacts: number, declared: Declared | undefined): number {
  if (declared === undefined) return driverFacts;
  const { mechanicalKey } = FACT;
  return (driverFacts & declared.facts & ~mechanicalKey) | (declared.facts & mechanicalKey);
}

export const hasFact = (facts: number, fact: keyof typeof FACT): boolean => (facts & FACT[fact]) !== 0;
