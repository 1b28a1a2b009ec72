import { ApiProblem, routes, type ProblemCode } from '@latchkey/contract';
import { portablePrimitives as p, randomBytes } from '@latchkey/keys';
import { fromBase64url, makeOffer, toBase64url, verifyAnswer } from '@latchkey/protocol';
import { openName, sealOfferText } from '@latchkey/web-kit/letters';
import { makeDeviceKeys, memoryShelf, type Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { household, letter, nowS } from '../testing/household.ts';
import { readAccepted } from './accepted.ts';
import { createInvitation, type InvitationParts } from './invitation.ts';

const refusal = (code: ProblemCode) =>
  new ApiProblem({ type: 'about:blank', title: 'x', status: 404, detail: 'x', code });

/** A person's device, and the one box of a server that hands out what it likes. */
const person = async (box: { offer?: Uint8Array; answered?: boolean; refuses?: ProblemCode }) => {
  const keys = await makeDeviceKeys(memoryShelf(), 'keys');
  const shelf = memoryShelf();
  const sent: string[] = [];
  let answer: Uint8Array | undefined;
  const client = ((route: { path: string }, { body }: { body?: { answer: string } }) => {
    if (box.refuses !== undefined) return Promise.reject(refusal(box.refuses));
    if (route.path === routes.answerInvitation.path) answer = fromBase64url(body?.answer ?? '');
    return Promise.resolve({
      offer: toBase64url(box.offer ?? new Uint8Array(9)),
      answered: box.answered === true,
      expiresMs: 1,
    });
  }) as Client;
  const device = {
    enrol: (name: string) => Promise.resolve(void sent.push(name)),
    session: { signedIn: (work: (call: Client) => Promise<unknown>) => work(client) },
  } as unknown as Awaited<ReturnType<InvitationParts['deviceFor']>>['device'];
  const parts: InvitationParts = {
    primitives: p,
    client,
    shelf,
    wallMs: () => nowS * 1000,
    deviceFor: () => Promise.resolve({ keys, device }),
  };
  return { parts, keys, shelf, sent, answer: () => answer };
};

test('an invitation is shown as it was written, and nothing is sent before a yes', async () => {
  const { offer, code } = await household();
  const { parts, sent, answer } = await person({ offer });
  const invitation = createInvitation(parts, code);
  await invitation.read();
  expect(invitation.view.get()).toEqual({ kind: 'shown', text: letter, accepting: false });
  expect([sent, answer()]).toEqual([[], undefined]);
});

test('a yes reaches the household alone, under the keys it was made with, and pins who invited', async () => {
  const home = await household();
  const { parts, keys, shelf, sent, answer } = await person({ offer: home.offer });
  const invitation = createInvitation(parts, home.code);
  await invitation.read();
  await invitation.accept('Inês Duarte');
  expect(invitation.view.get()).toEqual({ kind: 'accepted', boxId: home.boxId });
  // The server's mailbox hears no name.
  expect(sent).toEqual(['invited']);
  const judged = verifyAnswer(p, home.offer, answer() ?? new Uint8Array(), home.secret);
  if (!judged.ok) throw new Error(judged.problem);
  expect(judged.from.signingKey).toEqual(keys.signer.key);
  expect(await openName(home.keys, judged.from.sealed)).toBe('Inês Duarte');
  const [kept] = await readAccepted(shelf);
  expect(kept).toMatchObject({ boxId: home.boxId, memberKey: home.keys.signer.key });
});

test('a server that swaps the household’s keys before first contact is noticed, with or without a code of its own making', async () => {
  const home = await household();
  const attacker = await makeDeviceKeys(memoryShelf(), 'keys');
  for (const secret of [randomBytes(16), home.secret]) {
    const sealed = await sealOfferText(home.key, letter, randomBytes);
    const own = { signingKey: attacker.signer.key, sealingKey: attacker.sealingKey, sealed };
    const { parts, answer } = await person({ offer: makeOffer(p, own, secret).offer });
    const invitation = createInvitation(parts, home.code);
    await invitation.read();
    expect(invitation.view.get()).toEqual({ kind: 'fault', fault: 'forged' });
    await invitation.accept('Inês');
    expect(answer()).toBeUndefined();
  }
});

test('so is one that changes a letter of it', async () => {
  const home = await household();
  for (const at of [4, 60, home.offer.length - 3]) {
    const changed = home.offer.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    const { parts } = await person({ offer: changed });
    const invitation = createInvitation(parts, home.code);
    await invitation.read();
    expect(invitation.view.get()).toEqual({ kind: 'fault', fault: 'forged' });
  }
});

test('what stands in the way has a name each', async () => {
  const { offer, code } = await household();
  const faultOf = async (box: Parameters<typeof person>[0], text = code) => {
    const { parts } = await person(box);
    const invitation = createInvitation(parts, text);
    await invitation.read();
    const view = invitation.view.get();
    return view.kind === 'fault' ? view.fault : view.kind;
  };
  expect(await faultOf({ offer, answered: true })).toBe('taken');
  expect(await faultOf({ refuses: 'not-found' })).toBe('gone');
  expect(await faultOf({ refuses: 'unavailable' })).toBe('offline');
  expect(await faultOf({ offer }, 'no code at all')).toBe('code-unreadable');
});

test('a browser that keeps no keys says so, and answers nothing', async () => {
  const { offer, code } = await household();
  const { parts, answer } = await person({ offer });
  const invitation = createInvitation({ ...parts, deviceFor: () => Promise.reject(new Error('none')) }, code);
  await invitation.read();
  await invitation.accept('Inês');
  expect(invitation.view.get()).toEqual({ kind: 'fault', fault: 'keys' });
  expect(answer()).toBeUndefined();
});
