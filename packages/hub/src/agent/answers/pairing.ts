import {
  encodeTrustCode,
  keyHashOf,
  makePaired,
  makePairingAnswer,
  NO_BYTES,
  readPairingConfirm,
  readPairingHello,
  readReceipt,
  rosterInConfirm,
  sameBytes,
  toBase64url,
  type PairingProblem,
  type TrustCode,
} from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import type { KeptReceipt } from '../../journal/receipt-pack.ts';
import { remember, type Core } from '../core.ts';
import { CAPABILITY, doorDescriptions } from './state.ts';

/**
 * Pairing (docs/protocol/08-pairing.md). The code goes to the hub's own display and nowhere else; its secret is spent by the
 * pairing that used it. A hub that belongs to a household, or did, answers no pairing: the next one pairs with another hub.
 */
export class Pairing {
  readonly #core: Core;
  /** The newest transcript: a second hello replaces the first. */
  #open: { readonly hello: Uint8Array; readonly answer: Uint8Array } | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  /** For the display; undefined while the hub belongs to somebody. */
  get code(): string | undefined {
    const code = this.#trustCode();
    return code === undefined ? undefined : encodeTrustCode(code);
  }

  /** A new secret, where a hub without household has none. */
  async offer(): Promise<void> {
    const { memory, random } = this.#core;
    if (memory.paired || memory.left || memory.pairingSecret !== undefined) return;
    await remember(this.#core, { t: 'pairing-secret', secret: toBase64url(random(16)) });
  }

  /** Whether a `roster` message belongs to the pairing: its confirmation, or anything while the hub is nobody's. */
  concerns(bytes: Uint8Array): boolean {
    return !this.#core.memory.paired || this.#isFirst(bytes);
  }

  hello(bytes: Uint8Array): Promise<Answer> {
    return this.#core.household.run(async () => {
      const core = this.#core;
      const code = this.#trustCode();
      if (code === undefined) return problem('already-paired');
      if (core.doors.size === 0) return problem('lock-unreachable');
      const read = readPairingHello(core.p, code, bytes);
      if (!read.ok) return problem(read.problem satisfies PairingProblem);
      const answer = await makePairingAnswer(core.p, code, core.signer, bytes, {
        doors: doorDescriptions(core),
        capability: CAPABILITY,
        bootId: core.bootId,
        nonce: core.nonces.fresh(),
      });
      this.#open = { hello: bytes, answer };
      return yes(answer);
    });
  }

  /** The first roster: from here on the hub belongs to this household. Pairing answers this start, so visitors need not wait. */
  confirm(bytes: Uint8Array): Promise<Answer> {
    return this.#core.household.run(async () => {
      const core = this.#core;
      if (core.memory.paired && this.#isFirst(bytes)) return this.#again();
      const code = this.#trustCode();
      const open = this.#open;
      if (code === undefined) return problem('already-paired');
      if (open === undefined) return problem('other-hello');
      const read = readPairingConfirm(core.p, code, open.hello, open.answer, bytes);
      if (!read.ok) return problem(read.problem satisfies PairingProblem);
      const { roster, state } = read;
      await remember(core, { t: 'pairing-secret', secret: '' }, { t: 'roster', link: toBase64url(roster.bytes) });
      this.#open = undefined;
      core.resumed = true;
      const receipt = await core.receipts.add({
        event: 'paired',
        answers: roster.hash,
        detail: { epoch: state.epoch, rosterHash: state.head },
      });
      core.changed();
      return receipt === undefined ? yes() : this.#word(receipt);
    });
  }

  /**
   * The confirmation whose roster this hub has, as long as no other came after it: said again because its answer was lost, by a hub that died over
   * it too. The code is spent, so its MAC is not looked at; nothing becomes true by the answer. Once there is another roster, whoever the first one
   * named may have been removed, and must not show a server a hub that says yes.
   */
  #isFirst(bytes: Uint8Array): boolean {
    const { links } = this.#core.memory.rosters;
    const [first] = links;
    const said = rosterInConfirm(bytes);
    return links.length === 1 && first !== undefined && said !== undefined && sameBytes(first, said);
  }

  async #again(): Promise<Answer> {
    const { p, memory, receipts } = this.#core;
    // After a crash it is the first thing that the hub says.
    await receipts.idle();
    const { head } = memory.roster;
    for (const receipt of memory.receipts) {
      const read = readReceipt(p, receipt.bytes);
      const { event, answers } = read.ok ? read.link.claims : {};
      if (event === 'paired' && sameBytes(answers ?? NO_BYTES, head)) return this.#word(receipt);
    }
    return yes();
  }

  /** With the hash that it was signed over: the app has heard nothing else of this hub. */
  #word({ seq, bytes }: KeptReceipt): Answer {
    return yes(makePaired(bytes, this.#core.memory.receipts.find(seq - 1)?.hash ?? NO_BYTES));
  }

  #trustCode(): TrustCode | undefined {
    const { p, signer, memory } = this.#core;
    const secret = memory.pairingSecret;
    return memory.paired || memory.left || secret === undefined
      ? undefined
      : { keyHash: keyHashOf(p, signer.key), secret };
  }
}
