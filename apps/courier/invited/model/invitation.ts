import { ApiProblem, routes, type ProblemCode } from '@latchkey/contract';
import type { CourierDevice } from '@latchkey/carrier-sdk';
import {
  decodeTrustCode,
  fromBase64url,
  invitationBox,
  letterKey,
  makeAnswer,
  toBase64url,
  verifyOffer,
  type Introduction,
  type Primitives,
  type TrustCode,
} from '@latchkey/protocol';
import { openOfferText, sealName, type LetterText } from '@latchkey/web-kit/letters';
import { createCell, type Client, type DeviceKeys, type Observable, type Shelf } from '@latchkey/web-kit/model';
import { keepAccepted } from './accepted.ts';

export type InvitationFault =
  /** The link is no invitation. */
  | 'code-unreadable'
  /** Ended, expired, or never there. */
  | 'gone'
  /** Somebody answered before. */
  | 'taken'
  /** What lies at the server was not made by whoever made the link. */
  | 'forged'
  /** This browser does not keep keys. */
  | 'keys'
  | 'offline';

export type InvitationView =
  | { readonly kind: 'reading' }
  | { readonly kind: 'fault'; readonly fault: InvitationFault }
  | { readonly kind: 'shown'; readonly text: LetterText; readonly accepting: boolean }
  | { readonly kind: 'accepted'; readonly boxId: string };

export interface InvitationParts {
  readonly primitives: Primitives;
  /** Without a session. */
  readonly client: Client;
  readonly shelf: Shelf;
  readonly wallMs: () => number;
  /** Makes, or finds again, the keys of this invitation, and a device that signs in with them. */
  readonly deviceFor: (boxId: string) => Promise<{ readonly keys: DeviceKeys; readonly device: Device }>;
}

type Device = Pick<CourierDevice, 'enrol' | 'session'>;

export interface Invitation {
  readonly view: Observable<InvitationView>;
  readonly read: () => Promise<void>;
  /** Only now keys are made and anything is sent. */
  readonly accept: (name: string) => Promise<void>;
}

/** The server's mailbox of device keys asks for a name; the real one is for the household alone. */
const nameForTheServer = 'invited';

interface Offered {
  readonly bytes: Uint8Array;
  readonly from: Introduction;
  readonly text: LetterText;
}

export const createInvitation = (parts: InvitationParts, codeText: string): Invitation => {
  const { primitives: p, client } = parts;
  const view = createCell<InvitationView>({ kind: 'reading' });
  const code = decodeTrustCode(codeText);
  let offered: Offered | undefined;

  const fail = (fault: InvitationFault) => view.set({ kind: 'fault', fault });

  const read = async () => {
    if (code === undefined) {
      fail('code-unreadable');
      return;
    }
    view.set({ kind: 'reading' });
    try {
      const answer = await client(routes.readInvitation, { params: { boxId: boxOf(p, code) } });
      offered = await verified(p, code, answer.offer);
      if (offered === undefined) fail('forged');
      else if (answer.answered) fail('taken');
      else view.set({ kind: 'shown', text: offered.text, accepting: false });
    } catch (error) {
      fail(faultOf(error));
    }
  };

  const accept = async (name: string) => {
    if (code === undefined || offered === undefined) return;
    const { from, bytes, text } = offered;
    view.set({ kind: 'shown', text, accepting: true });
    const boxId = boxOf(p, code);
    try {
      const { keys, device } = await parts.deviceFor(boxId).catch(() => Promise.reject(new KeysNotKept()));
      await device.enrol(nameForTheServer);
      const sealed = await sealName(from.sealingKey, name);
      const person = { signingKey: keys.signer.key, sealingKey: keys.sealingKey, sealed };
      const answer = toBase64url(makeAnswer(p, bytes, person, code.secret));
      await device.session.signedIn((call) => call(routes.answerInvitation, { params: { boxId }, body: { answer } }));
      const key = letterKey(p, code.secret);
      await keepAccepted(parts.shelf, {
        boxId,
        letterKey: key,
        memberKey: from.signingKey,
        text,
        acceptedMs: parts.wallMs(),
      });
      view.set({ kind: 'accepted', boxId });
    } catch (error) {
      fail(error instanceof KeysNotKept ? 'keys' : faultOf(error));
    }
  };
  return { view, read, accept };
};

class KeysNotKept extends Error {}

const boxOf = (p: Primitives, { secret }: TrustCode): string => toBase64url(invitationBox(p, secret));

/** Checked before anything of it is shown: the member's keys against the link, then the whole against its secret. */
const verified = async (p: Primitives, code: TrustCode, offer: string): Promise<Offered | undefined> => {
  const bytes = fromBase64url(offer) ?? new Uint8Array(0);
  const judged = verifyOffer(p, bytes, code);
  if (!judged.ok) return undefined;
  const text = await openOfferText(letterKey(p, code.secret), judged.from.sealed);
  return text === undefined ? undefined : { bytes, from: judged.from, text };
};

const faults: Partial<Record<ProblemCode, InvitationFault>> = { 'not-found': 'gone', conflict: 'taken' };

const faultOf = (error: unknown): InvitationFault => {
  if (!(error instanceof ApiProblem)) throw error;
  return faults[error.problem.code] ?? 'offline';
};
