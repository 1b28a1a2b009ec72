import { ApiProblem, routes } from '@latchkey/contract';
import type { z } from 'zod';
import { browserLater, createCell, type Observable } from '@latchkey/web-kit/model';
import type { Office } from '../office.ts';

type Answer<R> = R extends { answer?: z.ZodType<infer A> } ? A : never;
export type Self = Answer<typeof routes.readSelf>;
export type Colleague = Answer<typeof routes.listOperatorMembers>['members'][number];
export type OperatorRole = Colleague['role'];

export interface PeopleView {
  readonly phase: 'loading' | 'ready';
  readonly line: 'on' | 'off';
  readonly self: Self | undefined;
  /** The identity provider's host; undefined: nobody signs in here by one. */
  readonly provider: string | undefined;
  readonly colleagues: readonly Colleague[];
}

export interface People {
  readonly view: Observable<PeopleView>;
  readonly start: () => () => void;
  /** Answers the carrier's id, for the link. */
  readonly invite: (whom: string, role: OperatorRole) => Promise<string>;
  readonly remove: (colleague: Pick<Colleague, 'memberId'>) => Promise<void>;
}

const calmMs = 15_000;

/** Who acts at this desk, and who else may. Read while the page is open: somebody else may invite and remove as well. */
export const createPeople = ({ carrier: { session } }: Pick<Office, 'carrier'>): People => {
  const view = createCell<PeopleView>({ phase: 'loading', line: 'on', self: undefined, provider: undefined, colleagues: [] }); // prettier-ignore
  let running = 0;
  let cancel: (() => void) | undefined;

  const read = async (turn: number) => {
    try {
      const [{ provider }, self, { members }] = await session.signedIn((call) =>
        Promise.all([call(routes.readSignIn, {}), call(routes.readSelf, {}), call(routes.listOperatorMembers, {})]),
      );
      if (turn === running) view.set({ phase: 'ready', line: 'on', self, provider, colleagues: inOrder(members) });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (turn === running) view.update((now) => ({ ...now, line: 'off' }));
    }
    if (turn === running) cancel = browserLater(() => void read(turn), calmMs);
  };
  const refresh = () => {
    cancel?.();
    running++;
    void read(running);
  };

  return {
    view,
    start: () => {
      refresh();
      return () => {
        running++;
        cancel?.();
      };
    },
    invite: async (whom, role) => {
      const body = { role, ...namedBy(whom) };
      const { carrierId } = await session.signedIn((call) => call(routes.inviteOperatorMember, { body }));
      refresh();
      return carrierId;
    },
    remove: async ({ memberId }) => {
      await session.signedIn((call) => call(routes.removeOperatorMember, { params: { memberId }, body: {} }));
      refresh();
    },
  };
};

/** A person is invited by an address, or by the provider's own name for them. */
export const namedBy = (whom: string): { readonly email: string } | { readonly subject: string } => {
  const name = whom.trim();
  return name.includes('@') ? { email: name } : { subject: name };
};

export const nameOf = ({ email, subject, memberId }: Pick<Colleague, 'email' | 'subject' | 'memberId'>): string =>
  email ?? subject ?? memberId;

/** Administrators first, each by name. */
export const inOrder = (colleagues: readonly Colleague[]): readonly Colleague[] =>
  [...colleagues].sort((a, b) =>
    a.role === b.role ? nameOf(a).localeCompare(nameOf(b)) : a.role === 'administrator' ? -1 : 1,
  );

/** The carrier's own key may, and its administrators: the server asks the same. */
export const mayManage = (self: Self | undefined): boolean =>
  self?.as === 'key' || (self?.as === 'person' && self.role === 'administrator');

export const isSelf = (self: Self | undefined, { memberId }: Pick<Colleague, 'memberId'>): boolean =>
  self?.as === 'person' && self.memberId === memberId;
