import type { channel } from '@latchkey/contract';
import { type shapes } from '@latchkey/contract';
import type { PublicKey } from '@latchkey/protocol';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import type { Clock } from '../effects.ts';
import type { Hub } from '../store/records.ts';
import { WantedApprovals } from './approvals.ts';

export type HubAnswer = z.infer<typeof shapes.hubAnswer>;
export type Asked = HubAnswer | 'silent';

/** Why a line ends; the hub reads the number. */
export const CLOSE = {
  goingAway: 1001,
  replaced: 4001,
  garbage: 4400,
  notYou: 4401,
  silent: 4408,
  tooLarge: 4413,
  tooMuch: 4429,
} as const;

export const ANSWER_WITHIN_MS = 5_000;
/** What may wait in this process for a hub that does not read. */
const LIMIT_QUEUED_BYTES = 4 * 1024 * 1024;
const LIMIT_OPEN_REQUESTS = 256;

/** One hub's authenticated line. Whether the hub tells the truth is for signatures to say, never for this class. */
export class HubLine {
  readonly hubId: string;
  readonly hubKey: PublicKey;
  readonly hubKeyBytes: Uint8Array;
  /** The hub's message of `resume-wanted` and nonce of `time-wanted`, until a member answered. */
  resumeWanted: string | undefined;
  timeWanted: string | undefined;
  /** Knocks that wait for a member's yes, by name: a phone that opens the app now is asked as well. */
  readonly approvals = new WantedApprovals();
  /** Pairing made this hub a household's while its line was open. */
  whenBound: (hub: Hub) => Promise<void> = () => Promise.resolve();
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #open = new Map<number, (answer: Asked) => void>();
  #nextId = 0;

  constructor(socket: WebSocket, clock: Clock, hub: { hubId: string; hubKey: PublicKey; hubKeyBytes: Uint8Array }) {
    this.#socket = socket;
    this.#clock = clock;
    this.hubId = hub.hubId;
    this.hubKey = hub.hubKey;
    this.hubKeyBytes = hub.hubKeyBytes;
  }

  send(message: channel.ServerToHub): void {
    if (this.#socket.bufferedAmount > LIMIT_QUEUED_BYTES) this.close('tooMuch');
    else this.#socket.send(JSON.stringify(message));
  }

  /** Sends at once; resolves to the hub's answer, or `silent` after 5 s or when the line ends. */
  request(method: channel.HubMethod, message: string, links?: readonly string[]): Promise<Asked> {
    // A withdrawal is never kept waiting behind other people's questions, or left out because of them (P3).
    const withdraws = method === 'block' || method === 'divert';
    if (this.#open.size >= LIMIT_OPEN_REQUESTS && !withdraws) return Promise.resolve('silent');
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const settle = (answer: Asked) => {
        cancel();
        this.#open.delete(id);
        resolve(answer);
      };
      const cancel = this.#clock.after(ANSWER_WITHIN_MS, () => settle('silent'));
      this.#open.set(id, settle);
      this.send({ type: 'request', id, method, message, ...(links === undefined ? {} : { links: [...links] }) });
    });
  }

  /** An answer that comes too late, or to nothing, changes nothing. */
  answered(id: number, answer: HubAnswer): void {
    this.#open.get(id)?.(answer);
  }

  close(why: keyof typeof CLOSE): void {
    this.#socket.close(CLOSE[why], why);
  }

  /** After the socket closed: nobody waits 5 s for a line that is gone. */
  ended(): void {
    for (const settle of this.#open.values()) settle('silent');
  }

  /** Stops reading while the server is behind; TCP holds the hub back. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
