import { ApiProblem, createClient } from '@latchkey/contract';
import { generateSealingKeys, generateSigner, portablePrimitives, randomBytes, rawSealingKey, signerFromScalar } from '@latchkey/keys'; // prettier-ignore
import {
  hubIdOf,
  judgeRecovery,
  keyName,
  openCall,
  openRoster,
  recoveryScalar,
  ROLE,
  sameKey,
  signRecoveryReply,
  signRoster,
  toBase64url,
  type Link,
  type Roster,
  type RosterState,
} from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import type { HubAnswer } from '../model/doors/member-knock.ts';

const p = portablePrimitives;
const no = (reason: string): HubAnswer => ({ ok: false, refusal: { reason } });
const doors = [{ id: 1, name: 'Flat door', kind: 1 }];

/** A hub whose household has a code on paper, and the server's one route to it, by the protocol's own functions. For tests. */
export const paperHub = async (members = 1) => {
  const signer = await generateSigner();
  const hubId = hubIdOf(p, signer.key);
  const code = { hubId, secret: randomBytes(16) };
  const sealingKey = await rawSealingKey((await generateSealingKeys()).publicKey);
  const anna = await generateSigner();
  const others = await Promise.all(Array.from({ length: members - 1 }, generateSigner));
  const roster = [anna, ...others].map(({ key }) => ({ role: ROLE.admin, key, sealingKey }));
  const recoveryKey = signerFromScalar(recoveryScalar(p, code)).key;
  const first = await signRoster(p, anna, { iat: 1, homeId: randomBytes(16), epoch: 1, members: roster, recoveryKey });
  let newest = opened(openRoster(p, first.bytes));
  let bytes = first.bytes;
  let pending: Link<Roster> | undefined;
  const voidKeys = new Set<string>();
  /** What stands between: a server that answers nothing, or another hub's key. */
  const between = { silent: false, answersAs: signer, capability: 10, losesAnswers: false };
  /** What its display shows. */
  const display: { shown: string | undefined } = { shown: undefined };

  const call = async (callBytes: Uint8Array, recovery?: Uint8Array, beside?: Uint8Array): Promise<HubAnswer> => {
    if (between.silent) throw new TypeError('no network');
    const link = openCall(p, callBytes, hubId, newest.recoveryKey);
    if (link === undefined) throw new ApiProblem(notFound);
    if (recovery !== undefined) {
      const known = {
        hubId,
        roster: newest,
        voidKeys,
        pending: pending?.hash,
        behind: false,
        visited: false,
        ...{ shown: display.shown },
      };
      const judged = judgeRecovery(p, recovery, known, beside);
      if (!judged.ok && judged.problem === 'two-at-once') refuse();
      if (!judged.ok) return no(judged.problem);
      pending = judged.link;
      if (judged.stands) {
        press();
        return no('not-recognised');
      }
    }
    if (newest.recoveryKey !== undefined && voidKeys.has(keyName(newest.recoveryKey))) return no('code-void');
    const waits = pending === undefined ? {} : { pending: { hash: pending.hash, leftS: 172_800 } };
    const said = { hubKey: between.answersAs.key, roster: bytes, previous: newest.earlier[0] ?? new Uint8Array(0), doors, capability: between.capability, ...waits }; // prettier-ignore
    const reply = await signRecoveryReply(p, between.answersAs, said, link.hash);
    return { ok: true, message: toBase64url(reply.bytes) };
  };
  /** The recovery that waits is over. */
  const refuse = () => {
    pending = undefined;
    if (newest.recoveryKey !== undefined) voidKeys.add(keyName(newest.recoveryKey));
  };
  /** Somebody presses the button. */
  const press = () => {
    if (pending === undefined) return;
    bytes = pending.bytes;
    newest = opened(openRoster(p, bytes, newest, () => true));
    pending = undefined;
  };
  return {
    code,
    between,
    display,
    call,
    refuse,
    press,
    isAdmin: (key: typeof signer.key) => [...newest.members.values()].some((one) => sameKey(one.key, key)),
    pending: () => pending,
  };
};

const notFound = { type: 'about:blank', title: 'x', status: 404, detail: 'x', code: 'not-found' } as const;

const opened = (roster: ReturnType<typeof openRoster>): RosterState => {
  if (!roster.ok) throw new Error(roster.problem);
  return roster.state;
};

/** The server as the new device meets it: that one route, a session for whoever is a member by now, and the home's handle. */
export const serverOf = (hub: Awaited<ReturnType<typeof paperHub>>) =>
  createClient({
    origin: '',
    newKey: () => toBase64url(randomBytes(16)),
    fetch: async (url, init) => {
      const answer = (status: number, value: unknown) => ({ ok: status < 300, status, text: () => Promise.resolve(JSON.stringify(value)) }); // prettier-ignore
      const body = JSON.parse(init.body ?? '{}') as { call?: string; recovery?: string; beside?: string };
      if (url.startsWith('/api/recovery/')) {
        const [recovery, beside] = [body.recovery, body.beside].map((text) => text === undefined ? undefined : bytesFrom(text)); // prettier-ignore
        try {
          const said = await hub.call(bytesFrom(body.call ?? ''), recovery, beside);
          if (hub.between.losesAnswers && recovery !== undefined) throw new TypeError('no network');
          return answer(200, said);
        } catch (error) {
          if (error instanceof ApiProblem) return answer(404, error.problem);
          throw error;
        }
      }
      if (url === '/api/challenges') return answer(201, { challenge: toBase64url(new Uint8Array(32)), audience: 'http://localhost', expiresInS: 60 }); // prettier-ignore
      if (url === '/api/sessions') return answer(201, { expiresMs: 9e12 });
      return answer(200, { homeId: toBase64url(new Uint8Array(16)), handle: 'quiet-fox', hubs: [] });
    },
  });
