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

/** An admin's authenticator, and the browser in between. */
export class Finger {
  readonly #key = person();

  get passkey(): RosterPasskey {
    return { key: this.#key.key, page: passkeyPage(p, RP_ID, ORIGIN) };
  }

  async asserts(roster: Link<Roster>): Promise<Link<Roster>> {
    const challenge = toBase64url(assertionChallenge(roster.hash));
    const clientDataJSON = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: ORIGIN, crossOrigin: false })); // prettier-ignore
    const authenticatorData = Buffer.concat([sha256(RP_ID), Buffer.from([5, 0, 0, 0, 0])]);
    const signature = await this.#key.sign(Buffer.concat([authenticatorData, sha256(clientDataJSON)]));
    return assertedRoster(roster, { authenticatorData, clientDataJSON, signature });
  }
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
