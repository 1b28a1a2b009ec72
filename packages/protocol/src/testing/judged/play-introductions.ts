import {
  admissionOf,
  boxOf,
  decodePublicKey,
  encodePublicKey,
  invitationBox,
  letterKey,
  provesPaired,
  readPairingAnswer,
  readPairingConfirm,
  readPairingHello,
  rosterInConfirm,
  toHex,
  verifyAnswer,
  verifyEnrolment,
  verifyOffer,
  type Introduction,
  type PublicKey,
} from '../../index.ts';
import { unhex } from '../door-json.ts';
import { p } from '../people.ts';
import { answered, type Expected } from './answered.ts';

/** Each from a code: docs/protocol/08-pairing.md, enrolment.md, invitation.md. */
export type IntroductionAsked =
  | { readonly call: 'pairing-hello'; readonly message: string; readonly code: CodeJson }
  | { readonly call: 'pairing-answer'; readonly message: string; readonly code: CodeJson; readonly hello: string }
  | {
      readonly call: 'pairing-confirm';
      readonly message: string;
      readonly code: CodeJson;
      readonly hello: string;
      readonly answer: string;
    }
  | { readonly call: 'pairing-again'; readonly message: string }
  | { readonly call: 'paired'; readonly message: string; readonly hubKey: string; readonly rosterHash: string }
  | { readonly call: 'enrolment'; readonly message: string; readonly code: CodeJson }
  /** What follows from a code for the server, and for whoever was shown it. */
  | { readonly call: 'enrolment-marks'; readonly code: CodeJson }
  | { readonly call: 'invitation-marks'; readonly secret: string }
  | { readonly call: 'invitation-offer'; readonly message: string; readonly code: CodeJson }
  | { readonly call: 'invitation-answer'; readonly message: string; readonly offer: string; readonly secret: string };

interface CodeJson {
  readonly keyHash: string;
  readonly secret: string;
}

type Player<Call extends IntroductionAsked['call']> = (
  asked: Extract<IntroductionAsked, { readonly call: Call }>,
) => Expected;

const codeOf = ({ keyHash, secret }: CodeJson) => ({ keyHash: unhex(keyHash), secret: unhex(secret) });
const keyJson = (key: PublicKey): string => toHex(encodePublicKey(key));
const fromJson = ({ from }: { readonly from: Introduction }): Expected => ({
  signingKey: keyJson(from.signingKey),
  sealingKey: toHex(from.sealingKey),
  sealed: toHex(from.sealed),
});

export const INTRODUCTION_PLAYERS: { readonly [Call in IntroductionAsked['call']]: Player<Call> } = {
  'pairing-hello': ({ message, code }) =>
    answered(readPairingHello(p, codeOf(code), unhex(message)), ({ hello }) => ({
      memberKey: keyJson(hello.memberKey),
      sealingKey: toHex(hello.sealingKey),
      nonce: toHex(hello.nonce),
    })),
  'pairing-answer': ({ message, code, hello }) =>
    answered(readPairingAnswer(p, codeOf(code), unhex(hello), unhex(message)), ({ answer }) => ({
      hubKey: keyJson(answer.hubKey),
      doors: answer.doors,
      capability: answer.capability,
    })),
  'pairing-confirm': ({ message, code, hello, answer }) =>
    answered(readPairingConfirm(p, codeOf(code), unhex(hello), unhex(answer), unhex(message)), ({ state }) => ({
      epoch: state.epoch,
      members: [...state.members.keys()],
    })),
  'pairing-again': ({ message }) => {
    const roster = rosterInConfirm(unhex(message));
    return roster === undefined ? { problem: 'malformed' } : { rosterBytes: roster.length };
  },
  paired: ({ message, hubKey, rosterHash }) =>
    provesPaired(p, decodePublicKey(unhex(hubKey)), unhex(rosterHash), unhex(message))
      ? { proven: true }
      : { problem: 'not-proven' },
  enrolment: ({ message, code }) =>
    answered(verifyEnrolment(p, unhex(message), codeOf(code)), ({ enrolment }) => ({
      signingKey: keyJson(enrolment.signingKey),
      sealingKey: toHex(enrolment.sealingKey),
      name: enrolment.name,
    })),
  'enrolment-marks': ({ code }) => ({
    admission: toHex(admissionOf(p, codeOf(code))),
    boxId: toHex(boxOf(p, codeOf(code))),
  }),
  'invitation-marks': ({ secret }) => ({
    boxId: toHex(invitationBox(p, unhex(secret))),
    letterKey: toHex(letterKey(p, unhex(secret))),
  }),
  'invitation-offer': ({ message, code }) => answered(verifyOffer(p, unhex(message), codeOf(code)), fromJson),
  'invitation-answer': ({ message, offer, secret }) =>
    answered(verifyAnswer(p, unhex(offer), unhex(message), unhex(secret)), fromJson),
};
