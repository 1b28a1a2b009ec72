import { routes, type ProblemCode } from '@latchkey/contract';
import {
  encodeTrustCode,
  enrolmentHash,
  fromBase64url,
  invitationBox,
  keyIdOf,
  letterKey,
  makeOffer,
  toBase64url,
  verifyAnswer,
} from '@latchkey/protocol';
import { openName, sealOfferText } from '@latchkey/web-kit/letters';
import { codeOf, createCell, type Client, type Observable, type Shelf } from '@latchkey/web-kit/model';
import type { z } from 'zod';
import type { Blocks } from '../blocks/blocks.ts';
import {
  keepPeople,
  letterFor,
  readPeople,
  signedUntilS,
  type Person,
  type SignedGrant,
  type Terms,
} from './person.ts';
import { peopleElsewhere } from './elsewhere.ts';
import { createEnding } from './ending.ts';
import { createListed, type ListedParts } from './listed.ts';
import type { Span } from './schedule.ts';
import { asksPresence, signSeries, type SeriesParts } from './series-grant.ts';
import { nextPlan } from './signing-plan.ts';

export type SeriesSummary = z.infer<typeof routes.seriesSummary>;

export interface PeopleParts extends SeriesParts, ListedParts {
  readonly client: Client;
  readonly shelf: Shelf;
  /** Dates that are reckoned by a clock that is off are other dates: nothing is signed until it is right. */
  readonly clockIsRight: () => boolean;
  readonly blocks: Pick<Blocks, 'sent' | 'blockVisit' | 'blockKey'>;
}

/** People who come again: who they are, what was agreed, and what this phone has to sign for it, by itself while it is open. */
export interface People {
  readonly book: Observable<readonly Person[]>;
  /** Every grant to a person that the server lists and a member signed, those of other phones of the household too; undefined until read. */
  readonly series: Observable<readonly SeriesSummary[] | undefined>;
  /** What the server lists beside them, as ended: it opens nothing, and what happened under it still happened. */
  readonly past: Observable<readonly SeriesSummary[]>;
  /** What went wrong at the last tending; undefined when it went well. */
  readonly trouble: Observable<ProblemCode | undefined>;
  readonly invite: (name: string, terms: Terms) => Promise<Person>;
  /** The code of the link, while the invitation is open. */
  readonly codeFor: (person: Person) => string | undefined;
  readonly change: (personId: string, terms: Terms) => Promise<void>;
  /** One date, and no other: what is signed is taken back, and the rest is signed anew. Only for whom this device invited. */
  readonly skip: (personId: string, date: Span) => Promise<void>;
  /** Everything, at once, whoever invited them: the block of each key that the grants name first, the server's end after it. */
  readonly withdraw: (personId: string) => Promise<void>;
  /** Forgets somebody who never answered, or who was withdrawn. */
  readonly forget: (personId: string) => Promise<void>;
  /** Fetches answers, pins keys, signs what is due, and reads the list anew. */
  readonly tend: () => Promise<void>;
}

export const createPeople = async (parts: PeopleParts): Promise<People> => {
  const { primitives: p, client, shelf, randomBytes, keys } = parts;
  const book = createCell<readonly Person[]>(await readPeople(shelf));
  const { series, past, take } = createListed(parts);
  const trouble = createCell<ProblemCode | undefined>(undefined);
  const nowS = () => Math.floor(parts.wallMs() / 1000);
  const personOf = (personId: string) => book.get().find((one) => one.personId === personId);
  const doorName = (id: number) => parts.doors().find((door) => door.id === id)?.name ?? '';

  const keep = async (people: readonly Person[]) => {
    book.set(people);
    await keepPeople(shelf, people);
  };
  const update = (personId: string, change: (person: Person) => Person) =>
    keep(book.get().map((one) => (one.personId === personId ? change(one) : one)));

  const pinAnswers = async () => {
    const waiting = book
      .get()
      .filter(({ invitation, withdrawnMs }) => invitation !== undefined && withdrawnMs === undefined);
    if (waiting.length === 0) return;
    const { invitations } = await client(routes.listInvitations, {});
    for (const person of waiting) {
      const answer = invitations.find(({ boxId }) => boxId === person.invitation?.boxId)?.answer;
      if (answer === undefined) continue;
      const answered = await judged(parts, person, fromBase64url(answer) ?? new Uint8Array(0));
      await update(person.personId, () => answered);
    }
  };

  const signDue = async () => {
    if (!parts.clockIsRight()) return;
    for (const { personId } of book.get()) {
      const person = personOf(personId);
      if (person?.pinned === undefined || person.withdrawnMs !== undefined) continue;
      const plan = nextPlan(person.terms.schedule, signedUntilS(person), nowS(), person.skipped);
      if (plan === undefined) continue;
      // No presence is waived for weeks because the hub's word on its doors has not come yet.
      const present = asksPresence(person.terms, parts.fitted);
      if (present === undefined) continue;
      const signed = await signSeries(parts, person, plan, { present, doorName });
      await update(personId, (one) => ({ ...one, grants: [...one.grants, signed] }));
    }
  };

  const sendDue = async () => {
    for (const { personId, grants, withdrawnMs } of book.get()) {
      for (const grant of grants) {
        if (grant.sent || withdrawnMs !== undefined || grant.ended === true) continue;
        await send(personId, grant);
        await update(personId, (one) => ({ ...one, grants: one.grants.map((g) => (g.visitId === grant.visitId ? { ...g, sent: true } : g)) })); // prettier-ignore
      }
    }
  };
  const send = async (personId: string, { grant, letter }: SignedGrant) => {
    const body = { personId, grant: toBase64url(grant), letter: toBase64url(letter) };
    try {
      await client(routes.newSeries, { body });
    } catch (error) {
      // It is there already: an earlier answer was lost.
      if (codeOf(error) !== 'conflict') throw error;
    }
  };

  const ending = createEnding({ client, blocks: parts.blocks, nowS, book: book.get, update });
  /** Whose grants the hub may hold, whether this device made them or another of the household. */
  const keysGranted = (personId: string): readonly string[] =>
    peopleElsewhere(p, book.get(), series.get() ?? [], nowS()).find((one) => one.personId === personId)?.keyIds ?? [];
  /** A grant cannot be changed: all that is signed is taken back, and what is left of it is signed anew. */
  const signAnew = async (personId: string, change: (person: Person) => Person) => {
    const ended = (grant: SignedGrant) => ({ ...grant, ended: true as const });
    await update(personId, (one) => ({ ...change(one), grants: one.grants.map(ended) }));
    // At once, not after a tending that may be waiting for the server.
    await ending.settle().catch((error: unknown) => trouble.set(codeOf(error)));
    await tend();
  };

  let tending: Promise<void> | undefined;
  let again = false;
  const work = async () => {
    try {
      await ending.settle();
      await pinAnswers();
      await signDue();
      await sendDue();
      take((await client(routes.listHomeSeries, {})).series);
      trouble.set(undefined);
    } catch (error) {
      trouble.set(codeOf(error));
    }
  };
  const tend = () => {
    again = true;
    tending ??= (async () => {
      while (again) {
        again = false;
        await work();
      }
    })().finally(() => (tending = undefined));
    return tending;
  };

  return {
    book,
    series,
    past,
    trouble,
    tend,
    invite: async (name, terms) => {
      const secret = randomBytes(16);
      const key = letterKey(p, secret);
      const sealed = await sealOfferText(key, letterFor(terms, doorName), randomBytes);
      const { offer } = makeOffer(p, { signingKey: keys.signer.key, sealingKey: keys.sealingKey, sealed }, secret);
      const boxId = toBase64url(invitationBox(p, secret));
      const { expiresMs } = await client(routes.newInvitation, { body: { boxId, offer: toBase64url(offer) } });
      const person: Person = {
        personId: toBase64url(randomBytes(16)),
        name,
        terms,
        invitedMs: parts.wallMs(),
        invitation: { boxId, secret, offer, expiresMs },
        letterKey: key,
        grants: [],
      };
      await keep([person, ...book.get()]);
      return person;
    },
    codeFor: ({ invitation }) => {
      if (invitation === undefined) return undefined;
      const own = { signingKey: keys.signer.key, sealingKey: keys.sealingKey };
      return encodeTrustCode({ keyHash: enrolmentHash(p, own), secret: invitation.secret });
    },
    change: (personId, terms) => signAnew(personId, (one) => ({ ...one, terms })),
    skip: (personId, date) => signAnew(personId, (one) => ({ ...one, skipped: [...(one.skipped ?? []), date] })),
    withdraw: async (personId) => {
      const person = personOf(personId);
      const { pinned, invitation } = person ?? {};
      if (person !== undefined)
        await update(personId, (one) => ({ ...one, withdrawnMs: one.withdrawnMs ?? parts.wallMs() }));
      if (invitation !== undefined)
        await client(routes.endInvitation, { params: { boxId: invitation.boxId } }).catch(() => undefined);
      for (const keyId of new Set([...(pinned === undefined ? [] : [pinned.keyId]), ...keysGranted(personId)]))
        await ending.endKey(keyId).catch((error: unknown) => trouble.set(codeOf(error)));
      await tend();
    },
    forget: async (personId) => {
      const person = personOf(personId);
      if (person?.invitation !== undefined)
        await client(routes.endInvitation, { params: { boxId: person.invitation.boxId } }).catch(() => undefined);
      await keep(book.get().filter((one) => one.personId !== personId));
    },
  };
};

/** The answer checked against the code of the very offer that was made; only then its keys are pinned. */
const judged = async (parts: PeopleParts, person: Person, answer: Uint8Array): Promise<Person> => {
  const { invitation, personId, name: called, terms, invitedMs, letterKey: key, grants } = person;
  if (invitation === undefined) return person;
  const read = verifyAnswer(parts.primitives, invitation.offer, answer, invitation.secret);
  if (!read.ok) return { ...person, forged: true };
  const { signingKey, sealingKey, sealed } = read.from;
  const name = (await openName(parts.keys, sealed)) ?? '';
  const keyId = toBase64url(keyIdOf(parts.primitives, signingKey));
  // The invitation's secret goes with its first answer that verifies; the letter key stays.
  return {
    personId,
    name: called,
    terms,
    invitedMs,
    letterKey: key,
    grants,
    pinned: { signingKey, sealingKey, keyId, name, atMs: parts.wallMs() },
  };
};
