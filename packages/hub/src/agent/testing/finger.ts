import { createHash } from 'node:crypto';
import {
  assertedRoster,
  assertionChallenge,
  passkeyPage,
  toBase64url,
  type Link,
  type Roster,
  type RosterPasskey,
} from '@latchkey/protocol';
import { p, person } from './powered-home.ts';

const RP_ID = 'localhost';
const ORIGIN = 'http://localhost:8400';
const LONGEST_CLIENT_DATA = 512;
const LONGEST_AUTHENTICATOR_DATA = 232;

/** An admin's authenticator, and the browser in between. */
export class Finger {
  readonly #key = person();

  get passkey(): RosterPasskey {
    return { key: this.#key.key, page: passkeyPage(p, RP_ID, ORIGIN) };
  }

  /** `longest`: with as much beside what is read as a reader takes. */
  async asserts(roster: Link<Roster>, longest = false): Promise<Link<Roster>> {
    const challenge = toBase64url(assertionChallenge(roster.hash));
    const plain = JSON.stringify({ type: 'webauthn.get', challenge, origin: ORIGIN, crossOrigin: false });
    const beside = `${plain.slice(0, -1)},"more":"${'x'.repeat(LONGEST_CLIENT_DATA - plain.length - 10)}"}`;
    const clientDataJSON = Buffer.from(longest ? beside : plain);
    const extensions = Buffer.alloc(longest ? LONGEST_AUTHENTICATOR_DATA - 37 : 0);
    const authenticatorData = Buffer.concat([sha256(RP_ID), Buffer.from([longest ? 0x85 : 5, 0, 0, 0, 0]), extensions]);
    const signature = await this.#key.sign(Buffer.concat([authenticatorData, sha256(clientDataJSON)]));
    return assertedRoster(roster, { authenticatorData, clientDataJSON, signature });
  }
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
