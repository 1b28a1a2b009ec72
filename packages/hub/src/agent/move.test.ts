import { mailFor, openRoster, readMove, readStanding, ROLE, signMove, type LineStanding, type RosterState, type Signer } from '@latchkey/protocol'; // prettier-ignore
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import type { OwnPagePort, ServerPort } from './ports.ts';
import { everyCrash } from './testing/every-crash.ts';
import { bytesOf, p, person, TestServer } from './testing/powered-home.ts';
import { reasonOf, TestHome } from './testing/test-home.ts';

const ELSEWHERE = 'https://doors.example.org';

/** Anna and Cleo are admins, Robin is a resident; the hub serves a page. */
class Moving extends TestHome {
  readonly robin = person();
  readonly cleo = person();
  readonly page = new TestServer();
  /** How often the line was sent to another server. */
  changes = 0;
  line: LineStanding = 'up';
  /** What a device left at the server. */
  readonly asking = new Uint8Array(16).fill(3);

  static override async paired(): Promise<Moving> {
    const home = new Moving();
    const nobody: OwnPagePort = { origin: 'http://127.0.0.1:8404', mail: () => Promise.resolve(undefined), welcome: () => Promise.resolve(false) }; // prettier-ignore
    home.atHome = { line: home.page, page: nobody };
    home.serverPort = home.#port();
    await home.pairWith({ who: home.robin, role: ROLE.resident }, { who: home.cleo, role: ROLE.admin });
    return home;
  }

  #port(): ServerPort {
    return {
      at: () => this.hub.core.memory.server.move?.server ?? 'https://old.example.org',
      line: () => this.line,
      changed: () => this.changes++,
      mail: (keyId) => Promise.resolve(Buffer.compare(keyId, this.asking) === 0 ? new Uint8Array([123, 125]) : undefined),
      welcome: (keyId) => Promise.resolve(Buffer.compare(keyId, this.asking) === 0),
    }; // prettier-ignore
  }

  async move(by: Signer, server = ELSEWHERE, previous = this.hub.core.memory.server.head): Promise<Uint8Array> {
    const { hubId, bootId } = this.hub.core;
    return (await signMove(p, by, { hubId, server, bootId }, previous)).bytes;
  }

  atPage = (bytes: Uint8Array): Promise<Answer> => this.hub.answer('move', bytes, [], 'page');

  async standing(): Promise<unknown> {
    return readStanding(bytesOf(await this.atPage(new Uint8Array(0))));
  }

  get told(): number {
    return this.events().filter((event) => event === 'server-changed').length;
  }
}

describe('P15: the hub goes on with another server', () => {
  it('on an admin’s word at home: the old line hears of it, then the line goes', async () => {
    const home = await Moving.paired();
    expect(await home.standing()).toEqual({ previous: new Uint8Array(0), server: 'https://old.example.org', line: 'up' });
    const bytes = await home.move(home.anna);
    expect(reasonOf(await home.atPage(bytes))).toBe('allowed');
    expect(home.server.said.at(-1)).toMatchObject({ type: 'receipt', seq: home.hub.core.memory.seq });
    expect(home.receipts().at(-1)).toMatchObject({ event: 'server-changed', answers: home.hub.core.memory.server.head });
    expect(home.changes).toBe(0);
    await home.clock.pass(2500);
    expect(home.changes).toBe(1);
    expect(await home.standing()).toEqual({ previous: home.hub.core.memory.server.head, server: ELSEWHERE, line: 'up' });
    for (const line of ['away', 'refused'] as const) {
      home.line = line;
      expect(await home.standing()).toMatchObject({ line });
    }
  }); // prettier-ignore

  it('and on nobody else’s, and not by way of the server, which hears not even where it stands', async () => {
    const home = await Moving.paired();
    expect(reasonOf(await home.hub.answer('move', await home.move(home.anna)))).toBe('only-at-home');
    expect(reasonOf(await home.hub.answer('move', new Uint8Array(0)))).toBe('only-at-home');
    expect(reasonOf(await home.atPage(await home.move(home.robin)))).toBe('signer-not-admin');
    expect(reasonOf(await home.atPage(await home.move(person())))).toBe('signer-unknown');
    expect(home.hub.core.memory.server.move).toBeUndefined();
    expect([home.told, home.changes]).toEqual([0, 0]);
  });

  it('once, however often it is said; and a rival over the same move comes too late, and may say it anew', async () => {
    const home = await Moving.paired();
    const [first, rival] = [await home.move(home.anna), await home.move(home.cleo, 'https://rival.example')];
    for (let n = 0; n < 3; n++) expect(reasonOf(await home.atPage(first))).toBe('allowed');
    expect(reasonOf(await home.atPage(rival))).toBe('signature-wrong');
    expect(home.told).toBe(1);
    expect(reasonOf(await home.atPage(await home.move(home.cleo, 'https://rival.example')))).toBe('allowed');
    // The first is over and comes back for nobody.
    expect(reasonOf(await home.atPage(first))).toBe('signature-wrong');
    expect(home.hub.core.memory.server.move?.server).toBe('https://rival.example');
    expect(home.told).toBe(2);
  });

  it('torn off at any write it has one server or the other, and its story says so once', async () => {
    const { writes } = await everyCrash(
      async () => {
        const home = await Moving.paired();
        const bytes = await home.move(home.anna);
        return { home, act: () => home.atPage(bytes) };
      },
      (home, what) => {
        const { move } = home.hub.core.memory.server;
        expect([move?.server, home.told], what).toEqual(move === undefined ? [undefined, 0] : [ELSEWHERE, 1]);
        if (move !== undefined) expect(home.receipts().find(({ event }) => event === 'server-changed')?.answers, what).toEqual(move.hash); // prettier-ignore
        expect(home.hub.core.memory.roster.members.size, what).toBe(3);
      },
    );
    expect(writes).toBeGreaterThanOrEqual(2);
  });

  it('visits that it holds go on, and end when the new server does not answer', async () => {
    const home = await Moving.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.atPage(await home.move(home.anna));
    await home.clock.pass(5000);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    const next = await home.visit();
    await home.goThrough();
    await home.arm(next);
    home.server.answersFreshness = false;
    await home.clock.pass(80_000);
    expect(reasonOf(await home.knock(next))).toBe('not-fresh');
  });
});

describe('the household introduces itself to its new server', () => {
  const rostersSaid = (home: Moving, before: number) =>
    home.server.said.slice(before).flatMap((one) => (one.type === 'roster' ? [one.roster] : []));

  it('and to no server that it was not moved to', async () => {
    const home = await Moving.paired();
    const before = home.server.said.length;
    home.hub.line.introduce();
    expect(home.server.said.slice(before)).toEqual([]);
  });

  it('with its rosters from the first on and the move over the one before, so that everything verifies', async () => {
    const home = await Moving.paired();
    for (const server of [ELSEWHERE, 'https://next.example']) await home.atPage(await home.move(home.anna, server));
    const before = home.server.said.length;
    home.hub.line.introduce();
    const said = home.server.said.slice(before).find(({ type }) => type === 'move');
    if (said?.type !== 'move') throw new Error('no move was said');
    const read = readMove(p, Buffer.from(said.move, 'base64url'), Buffer.from(said.previous, 'base64url'));
    expect(read).toMatchObject({ ok: true, link: { claims: { server: 'https://next.example' } } });
    let state: RosterState | undefined;
    const rosters = rostersSaid(home, before);
    for (const text of rosters) {
      const opened = openRoster(p, Buffer.from(text, 'base64url'), state);
      if (!opened.ok) throw new Error(opened.problem);
      state = opened.state;
    }
    expect([rosters.length, state?.epoch]).toEqual([said.rosters, 2]);
  });

  it('and the page at home reaches its mailbox; the server reaches the page’s', async () => {
    const home = await Moving.paired();
    const letter = mailFor(home.asking);
    expect(Buffer.from(bytesOf(await home.hub.answer('mailbox', letter, [], 'page'))).toString()).toBe('{}');
    expect(reasonOf(await home.hub.answer('mailbox', letter))).toBe('nobody-asks');
  });
});
