import { whyUnreached } from '@latchkey/keys/node';
import {
  consistencySteps,
  isBy,
  openCheckpoint,
  pathOf,
  readSignatureLine,
  signatureLine,
  verifierKey,
  writeAddCheckpoint,
  type NoteKey,
  type Trusted,
} from '@latchkey/log';
import type { Effects } from '../effects.ts';
import type { LogHead } from './log-store.ts';
import { nodesFrom } from './tree-reading.ts';

/** A witness that this server asks: its key of kind 4, and where it answers `add-checkpoint`. */
export interface Witness {
  readonly key: NoteKey;
  readonly url: string;
}

/** Posts one request to a witness. Rejects where nothing was answered. */
export type AskWitness = (url: string, body: string) => Promise<{ readonly status: number; readonly body: string }>;

const ROUNDS = 3;

/**
 * Has each new checkpoint cosigned. Nothing waits for witnesses: the log grows without them, and readers see who has seen it. Each
 * witness is asked for one head at a time, always the newest.
 */
export class Witnesses {
  readonly #effects: Pick<Effects, 'store' | 'primitives' | 'log'>;
  readonly #ask: AskWitness;
  readonly #trusted: Omit<Trusted, 'witnesses'>;
  readonly #witnesses: readonly Witness[];
  /** Size that each witness saw last, by its verifier key. */
  readonly #seen = new Map<string, number>();
  readonly #sawMore: (size: number) => void;
  readonly #busy = new Set<string>();
  #newest: LogHead | undefined;

  constructor(
    effects: Pick<Effects, 'store' | 'primitives' | 'log'>,
    trusted: Omit<Trusted, 'witnesses'>,
    witnesses: readonly Witness[],
    ask: AskWitness,
    sawMore: (size: number) => void = () => undefined,
  ) {
    this.#sawMore = sawMore;
    this.#effects = effects;
    this.#trusted = trusted;
    this.#witnesses = witnesses;
    this.#ask = ask;
  }

  get verifierKeys(): string[] {
    return this.#witnesses.map(({ key }) => verifierKey(key));
  }

  /** To every witness that has not signed it: a new head, or again for whoever was away when it was new. `afresh`: to all, which also says what they have seen. */
  show(head: LogHead, afresh = false): void {
    this.#newest = head;
    for (const witness of this.#witnesses)
      if (afresh || !head.cosignatures.includes(lineBegin(witness.key))) void this.#serve(witness);
  }

  async #serve(witness: Witness): Promise<void> {
    const name = verifierKey(witness.key);
    if (this.#busy.has(name)) return;
    this.#busy.add(name);
    try {
      for (let head = this.#newest; head !== undefined; head = this.#next(head)) await this.#bring(witness, head);
    } catch (error) {
      this.#effects.log.warn({ witness: witness.key.name, why: whyUnreached(error) }, 'a witness did not cosign');
    } finally {
      this.#busy.delete(name);
    }
  }

  #next(done: LogHead): LogHead | undefined {
    return this.#newest === done ? undefined : this.#newest;
  }

  /** Again where the witness knows another size than we thought. */
  async #bring(witness: Witness, head: LogHead): Promise<void> {
    const name = verifierKey(witness.key);
    for (let round = 0; round < ROUNDS; round++) {
      const old = Math.min(this.#seen.get(name) ?? 0, head.size);
      const { status, body } = await this.#ask(witness.url, await this.#request(old, head));
      if (status === 200) {
        this.#seen.set(name, head.size);
        await this.#keep(witness, head, body);
        return;
      }
      const size = status === 409 && /^\d{1,15}\n$/.test(body) ? Number(body) : undefined;
      if (size !== undefined && size > head.size) {
        this.#sawMore(size);
        throw new Error(
          `it has seen ${String(size)} entries and this log has ${String(head.size)}: the database is older`,
        );
      }
      if (size === undefined || size === old) throw new Error(`it answered ${status}`);
      this.#seen.set(name, size);
    }
    throw new Error('its size kept changing');
  }

  async #request(old: number, { size, note }: LogHead): Promise<string> {
    const sha256 = (bytes: Uint8Array) => this.#effects.primitives.sha256(bytes);
    const steps = old === size ? [] : consistencySteps(old, size);
    const read = await nodesFrom(this.#effects.store.log, sha256, steps.flat(), size);
    return writeAddCheckpoint({ old, path: pathOf(sha256, steps, read), checkpoint: note });
  }

  /** Only what verifies is kept, beside what other witnesses said of the same head. */
  async #keep({ key }: Witness, head: LogHead, body: string): Promise<void> {
    const own = body.split('\n').flatMap((text) => readSignatureLine(text) ?? []).find((one) => isBy(key, one)); // prettier-ignore
    const line = own === undefined ? '' : signatureLine(own);
    const opened = openCheckpoint({ ...this.#trusted, witnesses: [key] }, head.note + line);
    if (!opened.ok || opened.checkpoint.seenBy.length === 0) throw new Error('its cosignature does not verify');
    await this.#effects.store.log.cosigned(head.size, lineBegin(key), line);
  }
}

/** How every signature line of this key begins: its name and, in whole letters of base64, all but the last bits of its id. */
const lineBegin = ({ name, keyId }: NoteKey): string =>
  signatureLine({ name, keyId, bytes: new Uint8Array() }).slice(0, -4);
