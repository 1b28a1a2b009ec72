import type { channel } from '@latchkey/contract';
import { fromBase64url, toBase64url } from '@latchkey/protocol';

/** The server asks a member of the household a moment ago; longer than their app waits is of no use. */
const WAITS_MS = 4000;

type Letter = Extract<channel.ServerToHub, { type: 'letter' }>;

/** What devices left at the server that ask there to be let in, for the page at home (docs/protocol/28-own-page.md). */
export class ServerMail {
  readonly #say: (message: Extract<channel.HubToServer, { type: 'mail' }>) => void;
  readonly #open = new Map<number, (letter: Letter | undefined) => void>();
  #nextId = 0;

  constructor(say: (message: Extract<channel.HubToServer, { type: 'mail' }>) => void) {
    this.#say = say;
  }

  async record(boxId: Uint8Array): Promise<Uint8Array | undefined> {
    const letter = await this.#ask(boxId);
    return letter?.record === undefined ? undefined : fromBase64url(letter.record);
  }

  async welcome(boxId: Uint8Array, welcome: Uint8Array): Promise<boolean> {
    return (await this.#ask(boxId, welcome))?.found === true;
  }

  answered(letter: Letter): void {
    this.#open.get(letter.id)?.(letter);
  }

  /** The line is gone: nobody waits for it. */
  ended(): void {
    for (const settle of this.#open.values()) settle(undefined);
  }

  #ask(boxId: Uint8Array, welcome?: Uint8Array): Promise<Letter | undefined> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const settle = (letter: Letter | undefined) => {
        clearTimeout(late);
        this.#open.delete(id);
        resolve(letter);
      };
      const late = setTimeout(() => settle(undefined), WAITS_MS);
      this.#open.set(id, settle);
      const sent = welcome === undefined ? {} : { welcome: toBase64url(welcome) };
      this.#say({ type: 'mail', id, keyId: toBase64url(boxId), ...sent });
    });
  }
}
