import type { channel } from '@latchkey/contract';
import { encodeCbor, encodePublicKey, keyIdOf, openMove, openRoster, type RosterState } from '@latchkey/protocol';
import type { Effects, Settings } from '../effects.ts';
import { bytesIn, newHandle, newId, textOf } from '../ids.ts';
import type { Hub, Member } from '../store/records.ts';
import { SERVER, type Write } from '../store/store.ts';
import type { HubLine } from './line.ts';

/** What one line may have the server hold before anything is known: some eight hundred rosters of an ordinary household. */
const LIMIT_BYTES = 512 * 1024;

type Move = Extract<channel.HubToServer, { type: 'move' }>;
export type Introduced =
  { readonly ok: true; readonly hub: Hub } | { readonly ok: false; readonly why: channel.HouseholdRefusal };
const no = (why: channel.HouseholdRefusal): Introduced => ({ ok: false, why });

export interface Parts {
  readonly effects: Pick<Effects, 'store' | 'clock' | 'random' | 'primitives'>;
  readonly settings: Pick<Settings, 'audience'>;
}

/**
 * A household that comes from another server, as its hub shows it: rosters from the first on, each verified when it comes, and an admin's
 * word that this hub has this server now (docs/protocol/29-move.md). Nothing is kept before all of it is right.
 */
export class Introduction {
  readonly #parts: Parts;
  readonly #line: Pick<HubLine, 'hubId' | 'hubKeyBytes'>;
  readonly #move: Move;
  readonly #rosters: Uint8Array[] = [];
  #state: RosterState | undefined;
  #bytes = 0;
  #why: channel.HouseholdRefusal | undefined;

  constructor(parts: Parts, line: Pick<HubLine, 'hubId' | 'hubKeyBytes'>, move: Move) {
    this.#parts = parts;
    this.#line = line;
    this.#move = move;
  }

  /** Undefined: more are to come. */
  async roster(text: string): Promise<Introduced | undefined> {
    this.#why ??= this.#add(bytesIn(text) ?? new Uint8Array(0));
    if (this.#why !== undefined) return no(this.#why);
    return this.#rosters.length < this.#move.rosters ? undefined : this.#end();
  }

  #add(bytes: Uint8Array): channel.HouseholdRefusal | undefined {
    this.#bytes += bytes.length;
    if (this.#bytes > LIMIT_BYTES) return 'too-long';
    // A hub takes no recovery that does not stand.
    const opened = openRoster(this.#parts.effects.primitives, bytes, this.#state, () => true);
    if (!opened.ok) return opened.problem;
    this.#state = opened.state;
    this.#rosters.push(bytes);
    return undefined;
  }

  async #end(): Promise<Introduced> {
    const { effects } = this.#parts;
    const state = this.#state;
    if (state === undefined) return no('malformed');
    const problem = this.#moveProblem(state);
    if (problem !== undefined) return no(problem);
    const homeId = textOf(state.homeId);
    // A household that is known here has its hub here, which is no stranger.
    if ((await effects.store.home(SERVER, homeId)) !== undefined) return no('taken');
    const hub: Hub = {
      hubId: this.#line.hubId,
      hubKey: this.#line.hubKeyBytes,
      homeId,
      boundMs: effects.clock.nowMs(),
    };
    const outcome = await effects.store.write(SERVER, this.#writes(state, hub));
    return outcome.ok ? { ok: true, hub } : no('taken');
  }

  #moveProblem(roster: RosterState): channel.HouseholdRefusal | undefined {
    const { effects, settings } = this.#parts;
    const hubId = bytesIn(this.#line.hubId) ?? new Uint8Array(0);
    const previous = bytesIn(this.#move.previous) ?? new Uint8Array(0);
    const move = bytesIn(this.#move.move) ?? new Uint8Array(0);
    const opened = openMove(effects.primitives, move, { hubId, roster, previous });
    if (!opened.ok) return opened.problem;
    // The very name that the hub signed into this line's challenge. Another of ours may be another machine's to the hub, whose line was passed on.
    return opened.link.claims.server === settings.audience ? undefined : 'other-server';
  }

  #writes({ members: byKid, homeId: id }: RosterState, hub: Hub): readonly Write[] {
    const { random, primitives } = this.#parts.effects;
    const { homeId, hubId, boundMs: createdMs } = hub;
    const members = [...byKid.values()].map(({ key, sealingKey }): Member => {
      const keyId = textOf(keyIdOf(primitives, key));
      return { memberId: newId(random), homeId, keyId, publicKey: encodePublicKey(key), sealingKey, createdMs };
    });
    const [member] = members;
    if (member === undefined) throw new RangeError(`a roster of ${textOf(id)} without members`);
    const home = { homeId, handle: newHandle(random), createdMs };
    const rosters = encodeCbor([...this.#rosters]);
    return [
      { kind: 'home', home, member },
      { kind: 'members', homeId, members, rosters, hubId },
      { kind: 'hub', hub },
    ];
  }
}
