import {
  encodePresentation,
  makeDeparture,
  makeSetBack,
  PLACE,
  readPresenceCode,
  signBlock,
  signDeclaration,
  signDivert,
  signGrant,
  signLook,
  signMemberAsk,
  signMemberKnock,
  signQuestion,
  signResume,
  signRoster,
  signTime,
  signVeto,
  TARGET,
} from '@latchkey/protocol';
import { expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import type { HubMethod } from './hub-parts.ts';
import { Paper } from './testing/paper.ts';
import { bytesOf, p, unlike } from './testing/powered-home.ts';
import { Shared } from './testing/shared-home.ts';
import { reasonOf } from './testing/test-home.ts';

type Said = readonly [HubMethod, Uint8Array, (readonly Uint8Array[])?];

const roundOf = (home: Shared) => home.roster?.hash ?? new Uint8Array(32);
const askOf = async (home: Shared) =>
  encodePresentation({
    kind: 'member',
    knock: (await signMemberAsk(p, home.cleo, { door: 1, random: unlike(16) }, roundOf(home))).bytes,
  });
const nonceOf = async (home: Shared) => bytesOf(await home.hub.answer('member-ask', await askOf(home)));

/**
 * Cleo, an admin, prepared as well as anybody can be: a nonce got while she counted, the letters of the display read, a recovery under way. Everything that a member's phone can send is well signed, current, and works at a hub where nobody suspended her.
 */
const stage = async (suspends: boolean) => {
  const home = await Shared.paired();
  const paper = await Paper.printed(home);
  const visit = await home.visit();
  await home.arm(visit);
  const nonce = await nonceOf(home);
  if (suspends) expect(reasonOf(await home.suspend(home.robin, home.cleo))).toBe('allowed');
  await home.press();
  const code = readPresenceCode(home.display ?? '') ?? '';
  const recovery = await paper.used();
  const { core } = home.hub;
  const { hubId, bootId, memory } = core;
  const { seq, head, blockSeq, roster } = memory;
  const iat = home.unixS;
  const knock = { nonce, door: 1, action: 1 };
  const members = (home.roster?.claims.members ?? []).filter(({ key }) => key !== home.robin.key);
  const block = await signBlock(p, home.cleo, { iat, cti: unlike(16), hubId, target: { type: TARGET.visit, id: visit.visitId } }); // prettier-ignore
  const divert = { iat, cti: unlike(16), hubId, visitId: visit.visitId, place: PLACE.neighbour, block: block.bytes };
  const grant = await signGrant(p, home.cleo, { ...visit.grant.claims, cti: unlike(16), visitId: unlike(16), depth: [0, 0], holder: visit.courier.key }); // prettier-ignore
  const claims = home.roster?.claims;
  if (claims === undefined) throw new Error('nobody has paired');
  await home.tellTime();
  const all: Readonly<Record<string, Said>> = {
    'an ask': ['member-ask', await askOf(home)],
    'a knock': ['member-knock', encodePresentation({ kind: 'member', knock: (await signMemberKnock(p, home.cleo, knock, roundOf(home))).bytes })], // prettier-ignore
    'a look': ['look', (await signLook(p, home.cleo, { nonce, hubId, door: 1, seconds: 600, sealingKey: new Uint8Array(65).fill(4) })).bytes], // prettier-ignore
    'a block': ['block', block.bytes],
    'a divert': ['divert', (await signDivert(p, home.cleo, divert, visit.grant.hash)).bytes, visit.links],
    'a grant': ['chain', new Uint8Array(0), [grant.bytes]],
    'a roster': ['roster', (await signRoster(p, home.cleo, { ...claims, epoch: claims.epoch + 1, members, recoveryKey: paper.next.key }, roundOf(home))).bytes], // prettier-ignore
    'a description of the door': ['declare', (await signDeclaration(p, home.cleo, { iat, hubId, door: 1, number: 1, facts: 1 })).bytes], // prettier-ignore
    'a question': ['access', (await signQuestion(p, home.cleo, { nonce: unlike(16), hubId, door: 1 })).bytes],
    'a no to a recovery': ['veto', (await signVeto(p, home.cleo, { iat, hubId }, recovery.hash)).bytes],
    'a suspension': ['suspend', await home.said(home.cleo, home.robin)],
    'the end of her own': ['suspend', await home.said(home.cleo, home.cleo, { ends: true })],
    'a hand-over': ['depart', (await makeDeparture(p, home.cleo, { hubId, says: 'hand-over', of: bootId, code })).bytes], // prettier-ignore
    'a set-back': ['set-back', (await makeSetBack(p, home.cleo, { hubId, bootId, floor: core.time.floorS, iat: iat - 3600, code })).bytes], // prettier-ignore
    'a memory of the story': ['resume', (await signResume(p, home.cleo, { iat, hubId, bootId, seq, head, epoch: roster.epoch, blockSeq })).bytes], // prettier-ignore
    'the time': ['time', (await signTime(p, home.cleo, { iat: iat + 86_400, nonce: unlike(16), hubId, blockSeq })).bytes], // prettier-ignore
  };
  const say = async (name: string): Promise<Answer> => {
    const [method, bytes, links = []] = all[name] ?? ['state', new Uint8Array(0)];
    const answer = await home.waitingFor(home.hub.answer(method, bytes, links));
    await home.clock.pass(2000);
    return answer;
  };
  return { home, names: Object.keys(all), say };
};

/** What anybody could notice of a change, but for the hub's own word that it refused. */
const whatStands = (home: Shared, { core } = home.hub) => ({
  epoch: core.memory.roster.epoch,
  members: [...core.memory.counting.members.keys()],
  blocks: core.memory.blocks.length,
  chains: [...core.memory.chains.keys()],
  declared: [...core.memory.declarations.newest],
  recovery: core.memory.recovery.pending?.link.hash,
  leaving: core.memory.departure.leaving,
  left: core.memory.left,
  resumed: core.resumed,
  timeS: (core.time.now().unixS ?? 0) - home.unixS,
  moves: home.locks.moves('unlocked').length,
  films: home.films.get(1)?.starts,
  display: home.display,
  told: home.events().filter((event) => event !== 'refused'),
});

it('P11: a hostile phone that is suspended, beside the hub and well prepared, changes nothing with anything that it may still send', async () => {
  const { home, names, say } = await stage(true);
  const before = whatStands(home);
  expect(before.display).toBeDefined();
  for (const name of names) {
    const reason = reasonOf(await say(name));
    expect([name, ['signer-unknown', 'signer-suspended', 'not-recognised', 'target-self'].includes(reason) ? 'refused' : reason]).toEqual([name, 'refused']); // prettier-ignore
    expect({ name, ...whatStands(home) }).toEqual({ name, ...before });
  }
});

it('and each of these counts, or is refused for another reason, where nobody is suspended', async () => {
  const { names } = await stage(false);
  const answers: Record<string, string> = {};
  for (const name of names) answers[name] = reasonOf(await (await stage(false)).say(name));
  expect(answers).toEqual({
    'an ask': 'allowed',
    'a knock': 'allowed',
    // The press that showed the letters switched looks off.
    'a look': 'looks-off',
    'a block': 'allowed',
    'a divert': 'allowed',
    'a grant': 'allowed',
    'a roster': 'allowed',
    'a description of the door': 'allowed',
    'a question': 'allowed',
    'a no to a recovery': 'allowed',
    'a suspension': 'allowed',
    'the end of her own': 'target-self',
    'a hand-over': 'allowed',
    'a set-back': 'allowed',
    'a memory of the story': 'allowed',
    'the time': 'nonce-unknown',
  });
});
