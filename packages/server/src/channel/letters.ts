import type { channel } from '@latchkey/contract';
import { recordOf } from '../enrolment-record.ts';
import { bytesIn, textOf } from '../ids.ts';
import { SERVER, type Store } from '../store/store.ts';
import type { HubLine } from './line.ts';

type Mail = Extract<channel.HubToServer, { type: 'mail' }>;
type Letter = Omit<Extract<channel.ServerToHub, { type: 'letter' }>, 'type' | 'id'>;

const NOTHING: Letter = { found: false };

/**
 * The mailbox for device keys, for a device of the household that sits at the hub's own page (docs/protocol/28-own-page.md). One letter of
 * a line after the other, and no more a minute than a member reads.
 */
export class Letters {
  readonly #store: Pick<Store, 'enrolmentIn' | 'write'>;
  readonly #line: Pick<HubLine, 'send'>;
  readonly #mayAsk: () => boolean;
  #work: Promise<void> = Promise.resolve();

  constructor(store: Pick<Store, 'enrolmentIn' | 'write'>, line: Pick<HubLine, 'send'>, mayAsk: () => boolean) {
    this.#store = store;
    this.#line = line;
    this.#mayAsk = mayAsk;
  }

  /** Answers on the line that asked. Rejects as the store does. */
  async answer({ id, keyId: boxId, welcome }: Mail): Promise<void> {
    // Too often: what is not looked for is not found, and a person who tries again a moment later finds it.
    if (!this.#mayAsk()) {
      this.#line.send({ type: 'letter', id, ...NOTHING });
      return;
    }
    const letter = this.#work.then(() => this.#letter(boxId, welcome));
    this.#work = letter.then(
      () => undefined,
      () => undefined,
    );
    this.#line.send({ type: 'letter', id, ...(await letter) });
  }

  async #letter(boxId: string, welcome: string | undefined): Promise<Letter> {
    const bytes = welcome === undefined ? undefined : bytesIn(welcome);
    if (bytes !== undefined) {
      const outcome = await this.#store.write(SERVER, [{ kind: 'enrolment-welcome', boxId, welcome: bytes }]);
      return { found: outcome.ok };
    }
    const enrolment = await this.#store.enrolmentIn(boxId);
    if (enrolment === undefined) return NOTHING;
    return { found: true, record: textOf(Buffer.from(JSON.stringify(recordOf(enrolment)))) };
  }
}
