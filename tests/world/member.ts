/** A member of a household without a browser: the same protocol, the same routes, keys that a test can look for in what the server keeps. */
import { generateKeyPairSync, randomBytes, webcrypto } from 'node:crypto';
import { ApiProblem, createClient, routes } from '@latchkey/contract';
import { packSealed, rawSealingKey, sealTo } from '@latchkey/keys';
import { nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import {
  ACTION,
  decodeTrustCode,
  encodePresentation,
  encodePublicKey,
  FLAG,
  fromBase64url,
  makePairingConfirm,
  makePairingHello,
  parcelCommitment,
  readPairingAnswer,
  readReceipt,
  readState,
  ROLE,
  signBlock,
  signGrant,
  signMemberAsk,
  signMemberKnock,
  signResume,
  signRoster,
  signTime,
  TARGET,
  toBase64url,
  verifyLink,
  type Grant,
  type Link,
  type PublicKey,
  type Receipt,
  type Signer,
  type State,
} from '@latchkey/protocol';
import { until } from './until.ts';
import type { z } from 'zod'; // prettier-ignore

export const primitives = nodePrimitives();
export const bytesOf = (text: string): Uint8Array => {
  const bytes = fromBase64url(text);
  if (bytes === undefined) throw new TypeError('not base64url');
  return bytes;
};
const absent = (problem: unknown): undefined => {
  if (problem instanceof ApiProblem && ['not-found', 'hub-offline', 'hub-silent'].includes(problem.problem.code))
    return undefined;
  throw problem;
};
const nowS = () => Math.floor(Date.now() / 1000);
const utf8 = new TextEncoder();

export interface CarrierKeys {
  readonly signingKey: PublicKey;
  readonly sealingKey: Uint8Array;
}

export interface Wish {
  readonly shipmentId: string;
  readonly trackingNumbers: readonly string[];
  readonly carrier: CarrierKeys;
  readonly door?: number;
  readonly note?: string;
  readonly more?: Partial<Grant>;
}

export class Member {
  readonly signer: Signer;
  /** The raw private scalar: what must never be found at the server. */
  readonly secret: Uint8Array;
  #sealing: webcrypto.CryptoKeyPair | undefined;
  #token: string | undefined;
  #hub: { hubId: Uint8Array; hubKey: PublicKey; roster: Uint8Array } | undefined;
  readonly #call: ReturnType<typeof createClient>;
  homeId = '';
  handle = '';

  readonly #server: string;

  constructor(server: string) {
    this.#server = server;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.signer = nodeSigner(privateKey);
    this.secret = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
    this.#call = createClient({
      origin: server,
      fetch: (url, init) => fetch(url, init),
      newKey: () => toBase64url(randomBytes(16)),
      bearer: () => this.#token,
    });
  }

  get token(): string {
    return this.#token ?? '';
  }

  get hub() {
    if (this.#hub === undefined) throw new TypeError('not paired');
    return this.#hub;
  }

  /** Keys of its own, and no household yet. */
  async makeKeys(): Promise<void> {
    this.#sealing = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  }

  async makeHome(): Promise<void> {
    await this.makeKeys();
    const { challenge, audience } = await this.#call(routes.newChallenge, { body: {} });
    const signature = await this.signer.sign(utf8.encode(routes.sessionMessage(audience, 'member', challenge)));
    const made = await this.#call(routes.newHome, {
      body: {
        publicKey: toBase64url(encodePublicKey(this.signer.key)),
        challenge,
        signature: toBase64url(signature),
        transport: 'bearer',
        sealingKey: toBase64url(await rawSealingKey(this.sealing.publicKey)),
      },
    });
    this.#token = made.token;
    this.homeId = made.homeId;
    this.handle = made.handle;
  }

  /** A device that the household's newest roster names, though it made no home here. */
  async comeIn(hub: { hubId: Uint8Array; hubKey: PublicKey; roster: Uint8Array }): Promise<void> {
    const { challenge, audience } = await this.#call(routes.newChallenge, { body: {} });
    const signature = await this.signer.sign(utf8.encode(routes.sessionMessage(audience, 'member', challenge)));
    const publicKey = toBase64url(encodePublicKey(this.signer.key));
    const proof = { publicKey, challenge, signature: toBase64url(signature), transport: 'bearer' } as const;
    this.#token = (await this.#call(routes.newSession, { body: { ...proof, role: 'member' } })).token;
    this.#hub = hub;
  }

  get sealing(): webcrypto.CryptoKeyPair {
    if (this.#sealing === undefined) throw new TypeError('no home yet');
    return this.#sealing;
  }

  /** Pairs with the hub of that code, by the protocol's three messages. */
  async pair(codeText: string): Promise<void> {
    const code = decodeTrustCode(codeText);
    if (code === undefined) throw new TypeError('not a code');
    const sealingKey = await rawSealingKey(this.sealing.publicKey);
    const hello = makePairingHello(primitives, code, {
      memberKey: this.signer.key,
      sealingKey,
      nonce: randomBytes(16),
    });
    const hubId = code.keyHash.slice(0, 16);
    // The code is on the hub's display before its line to the server is there.
    const first = await until('the hub to be reachable for pairing', () =>
      this.#pairing(hubId, 'hello', hello).catch(absent),
    );
    const answer = readPairingAnswer(primitives, code, hello, first);
    if (!answer.ok) throw new TypeError(`pairing: ${answer.problem}`);
    const members = [{ role: ROLE.admin, key: this.signer.key, sealingKey, name: 'Test member' }];
    const roster = await signRoster(primitives, this.signer, {
      iat: nowS(),
      homeId: bytesOf(this.homeId),
      epoch: 1,
      members,
    });
    const confirm = makePairingConfirm(primitives, code, hello, first, roster);
    await until('the hub to take its first roster', () => this.#pairing(hubId, 'roster', confirm).catch(absent));
    this.#hub = { hubId, hubKey: answer.answer.hubKey, roster: roster.hash };
  }

  async #pairing(hubId: Uint8Array, step: 'hello' | 'roster', message: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#call(routes.pairHub, {
      params: { hubId: toBase64url(hubId) },
      body: { step, message: toBase64url(message) },
    });
    if (!answer.ok) throw new TypeError(`the hub refused ${step}: ${answer.refusal.reason}`);
    return bytesOf(answer.message ?? '');
  }

  async tell(method: (typeof routes.memberMethods)[number], message: Uint8Array) {
    const params = { hubId: toBase64url(this.hub.hubId) };
    return this.#call(routes.tellHub, { params, body: { method, message: toBase64url(message) } });
  }

  /** What a member's app does by itself: answers the hub's question for the time whenever it is heard. Ends with the process or the signal. */
  async keepTime(server: string, signal: AbortSignal): Promise<void> {
    const headers = { authorization: `Bearer ${this.#token ?? ''}` };
    const answer = await fetch(server + routes.homeEvents.path, { headers, signal });
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString('utf8');
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
        text = text.slice(end + 2);
        const event = data === undefined ? undefined : routes.homeEvent.parse(JSON.parse(data));
        if (event?.type === 'time-wanted') await this.#sayTime(bytesOf(event.nonce));
      }
    }
  }

  async #sayTime(nonce: Uint8Array): Promise<void> {
    const { hubId } = this.hub;
    const { blockSeq } = await this.state();
    await this.tell('time', (await signTime(primitives, this.signer, { iat: nowS(), nonce, hubId, blockSeq })).bytes);
  }

  /** The hub's state over a fresh nonce, verified. */
  async state(): Promise<State> {
    const nonce = new Uint8Array(randomBytes(16));
    const answer = await this.tell('state', nonce);
    if (!answer.ok) throw new TypeError(answer.refusal.reason);
    const read = readState(primitives, bytesOf(answer.message ?? ''));
    if (!read.ok || !verifyLink(primitives, read.link, this.hub.hubKey))
      throw new TypeError('a state that does not verify');
    if (Buffer.compare(read.link.claims.nonce ?? new Uint8Array(0), nonce) !== 0)
      throw new TypeError('a state with another nonce');
    return read.link.claims;
  }

  /** Vouches for the hub's memory after a restart, as far as this member has verified it. */
  async resume(): Promise<void> {
    const [state, receipts] = await Promise.all([this.state(), this.receipts()]);
    const last = receipts.at(-1);
    const claims = {
      iat: nowS(), hubId: this.hub.hubId, bootId: state.bootId, seq: last?.claims.seq ?? 0, head: last?.hash ?? new Uint8Array(0), epoch: state.epoch, blockSeq: state.blockSeq,
    }; // prettier-ignore
    const answer = await this.tell('resume', (await signResume(primitives, this.signer, claims)).bytes);
    if (!answer.ok) throw new TypeError(`resume: ${answer.refusal.reason}`);
  }

  /** All receipts, each signed by the hub and chained to the one before. */
  async receipts(): Promise<readonly Link<Receipt>[]> {
    const links: Link<Receipt>[] = [];
    for (let more = true; more;) {
      const params = { hubId: toBase64url(this.hub.hubId) };
      const page = await this.#call(routes.listHomeReceipts, {
        params,
        query: { after: links.at(-1)?.claims.seq ?? -1 },
      });
      for (const text of page.receipts) {
        const read = readReceipt(primitives, bytesOf(text), links.at(-1)?.hash);
        if (!read.ok || !verifyLink(primitives, read.link, this.hub.hubKey))
          throw new TypeError('a receipt that does not verify');
        links.push(read.link);
      }
      more = page.more;
    }
    return links;
  }

  /**
   * What a member's open app does by itself: answers the hub's wish for the time and for a resume, until the signal. Resolves when the
   * events are being heard.
   */
  async beAround(signal: AbortSignal): Promise<void> {
    const headers = { authorization: `Bearer ${this.#token ?? ''}`, accept: 'text/event-stream' };
    const events = await fetch(this.#server + routes.homeEvents.path, { headers, signal });
    if (!events.ok || events.body === null) throw new TypeError(`events: ${String(events.status)}`);
    void this.#hear(events.body).catch(() => undefined);
  }

  async #hear(body: AsyncIterable<Uint8Array>): Promise<void> {
    let text = '';
    for await (const chunk of body) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) await this.#react(routes.homeEvent.parse(JSON.parse(data))).catch(() => undefined);
      }
    }
  }

  async #react(event: z.infer<typeof routes.homeEvent>): Promise<void> {
    if (event.type === 'resume-wanted') await this.resume();
    if (event.type !== 'time-wanted') return;
    const said = {
      iat: nowS(),
      nonce: bytesOf(event.nonce),
      hubId: this.hub.hubId,
      blockSeq: (await this.state()).blockSeq,
    };
    await this.tell('time', (await signTime(primitives, this.signer, said)).bytes);
  }

  async grant({
    shipmentId,
    trackingNumbers,
    carrier,
    door = 1,
    note = '',
    more = {},
  }: Wish): Promise<{ visitId: string; grant: Link<Grant> }> {
    const cti = new Uint8Array(randomBytes(16));
    const visitId = new Uint8Array(randomBytes(16));
    const grant = await signGrant(primitives, this.signer, {
      iat: nowS(), nbf: nowS() - 60, exp: nowS() + 7200, cti, holder: carrier.signingKey, hubId: this.hub.hubId, doors: [door], uses: 1,
      flags: FLAG.mustRecord | FLAG.mustRelock, maxOpenSeconds: 120, depth: [1, 3], visitId,
      parcels: trackingNumbers.map((number) => parcelCommitment(primitives, cti, number)), ...more,
    }); // prettier-ignore
    const text = utf8.encode(JSON.stringify({ dropPlace: 'mat', note }));
    const sealed = packSealed(await sealTo(carrier.sealingKey, text, utf8.encode(`lk1-note\n${toBase64url(visitId)}`)));
    await this.#call(routes.newGrant, {
      body: { shipmentId, grant: toBase64url(grant.bytes), sealedNote: toBase64url(sealed) },
    });
    return { visitId: toBase64url(visitId), grant };
  }

  /** Blocks a visit; resolves with the block's hash, which the confirming receipt answers. */
  async block(visitId: string): Promise<Uint8Array> {
    const target = { type: TARGET.visit, id: bytesOf(visitId) };
    const block = await signBlock(primitives, this.signer, {
      iat: nowS(),
      cti: new Uint8Array(randomBytes(16)),
      hubId: this.hub.hubId,
      target,
    });
    await this.#call(routes.newBlock, {
      body: { hubId: toBase64url(this.hub.hubId), block: toBase64url(block.bytes) },
    });
    return block.hash;
  }

  /** A member's own knock at their own door. */
  openDoor = (door = 1) => this.#knock(door, ACTION.unlock);
  lockDoor = (door = 1) => this.#knock(door, ACTION.lock);

  async #knock(door: number, action: typeof ACTION.unlock | typeof ACTION.lock) {
    const ask = await signMemberAsk(
      primitives,
      this.signer,
      { random: new Uint8Array(randomBytes(16)), door },
      this.hub.roster,
    );
    const asked = await this.tell('ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
    if (!asked.ok) return asked;
    const said = { nonce: bytesOf(asked.message ?? ''), door, action };
    const knock = await signMemberKnock(primitives, this.signer, said, this.hub.roster);
    return this.tell('knock', encodePresentation({ kind: 'member', knock: knock.bytes }));
  }

  /** For routes that have no method here. */
  get client(): ReturnType<typeof createClient> {
    return this.#call;
  }
}
