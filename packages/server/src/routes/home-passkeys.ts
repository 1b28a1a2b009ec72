import { routes } from '@latchkey/contract';
import { Challenges } from '../http/challenges.ts';
import { fail, found } from '../http/problems.ts';
import { bytesIn, newId, textOf } from '../ids.ts';
import { relyingParty } from '../passkeys/guard.ts';
import { verifyMade, verifyShown } from '../passkeys/verifying.ts';
import { LIMITS } from '../store/limits.ts';
import type { Passkey } from '../store/records.ts';
import type { World } from '../world.ts';
import { homeOf } from './home-reading.ts';

const LIMIT_PASSKEYS = LIMITS.passkeys;

/** The challenge that an authenticator signed over, as its client data say; it is spent before anything else is looked at. */
const challengeIn = (clientData: string): string => {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return '';
  }
};

const summaryOf = ({ passkeyId, name, createdMs, lastUsedMs, backedUp, credentialId, publicKey }: Passkey) => ({
  passkeyId,
  name,
  createdMs,
  ...(lastUsedMs === undefined ? {} : { lastUsedMs }),
  backedUp,
  credentialId,
  publicKey: textOf(publicKey),
});

/** Making, showing, naming and removing the passkeys of a household's account. */
export const addHomePasskeys = (world: World): void => {
  const { registrar, effects, settings, sessions } = world;
  const { store, clock, random } = effects;
  const party = relyingParty(settings);
  /** A challenge serves one household and one purpose. */
  const challenges = { make: new Challenges(clock, random), show: new Challenges(clock, random) };
  const required = settings.passkeysRequired === true;

  const spend = (purpose: keyof typeof challenges, tenantId: string, clientData: string): string => {
    const challenge = challengeIn(clientData);
    if (!challenges[purpose].spend(challenge, tenantId)) throw fail('challenge-expired');
    return challenge;
  };

  registrar.on(routes.listPasskeys, async ({ session }) => {
    const passkeys = await store.passkeys(homeOf(session));
    const shown = session.passkeyMs === undefined ? {} : { shownUntilMs: session.expiresMs };
    return { required, ...shown, passkeys: passkeys.map(summaryOf) };
  });

  registrar.on(
    routes.newPasskeyOptions,
    async ({ session }) => ({
      challenge: challenges.make.issue(session.tenantId),
      rpId: party.rpId,
      userId: session.tenantId,
      exclude: (await store.passkeys(homeOf(session))).map(({ credentialId }) => credentialId),
    }),
    'by-nature',
  );

  registrar.on(routes.newPasskey, async ({ session, body, commit }) => {
    const challenge = spend('make', session.tenantId, body.clientData);
    const made = await verifyMade(party, challenge, body);
    if (made === undefined || bytesIn(body.credentialId) === undefined) throw fail('wrong-signature', 'This passkey was not made for this server, or nobody proved to be there.'); // prettier-ignore
    if ((await store.passkeys(homeOf(session))).length >= LIMIT_PASSKEYS) throw fail('conflict', `A household has at most ${LIMIT_PASSKEYS} passkeys. Remove one first.`); // prettier-ignore
    const nowMs = clock.nowMs();
    const { name, credentialId } = body;
    const common = {
      passkeyId: newId(random),
      homeId: session.tenantId,
      memberId: session.principalId,
      createdMs: nowMs,
    };
    const passkey: Passkey = { ...common, name, credentialId, ...made };
    const answer = await commit(homeOf(session), [{ kind: 'passkey', passkey }], { passkeyId: passkey.passkeyId });
    await sessions.showed(session, nowMs);
    return answer;
  });

  registrar.on(
    routes.passkeyProofOptions,
    async ({ session }) => ({
      challenge: challenges.show.issue(session.tenantId),
      rpId: party.rpId,
      allow: (await store.passkeys(homeOf(session))).map(({ credentialId }) => credentialId),
    }),
    'by-nature',
  );

  registrar.on(
    routes.showPasskey,
    async ({ session, body }) => {
      const challenge = spend('show', session.tenantId, body.clientData);
      const kept = (await store.passkeys(homeOf(session))).find((one) => one.credentialId === body.credentialId);
      const counter = kept === undefined ? undefined : await verifyShown(party, challenge, kept, body);
      if (kept === undefined || counter === undefined) throw fail('wrong-signature', 'This passkey does not verify.');
      const nowMs = clock.nowMs();
      // Of two proofs under one counter only one holds: the other is of a copy.
      const used = {
        kind: 'passkey-used',
        passkeyId: kept.passkeyId,
        fromCounter: kept.counter,
        counter,
        atMs: nowMs,
      } as const;
      if (!(await store.write(homeOf(session), [used])).ok) throw fail('wrong-signature', 'This passkey was used elsewhere in this moment.'); // prettier-ignore
      await sessions.showed(session, nowMs);
      return { shownUntilMs: session.expiresMs };
    },
    'by-nature',
  );

  const own = async (session: { readonly tenantId: string }, passkeyId: string) =>
    found((await store.passkeys(homeOf(session))).find((one) => one.passkeyId === passkeyId));

  registrar.on(routes.namePasskey, async ({ session, params, body, commit }) => {
    const { passkeyId } = await own(session, params.passkeyId);
    return commit(homeOf(session), [{ kind: 'passkey-named', passkeyId, name: body.name }], undefined);
  });

  registrar.on(routes.removePasskey, async ({ session, params, commit }) => {
    const { passkeyId } = await own(session, params.passkeyId);
    const gone = { kind: 'passkey-gone', passkeyId, keepsLast: required } as const;
    if (required && (await store.passkeys(homeOf(session))).length === 1) throw fail('conflict', 'This is the last passkey, and this server asks for one. Add another first.'); // prettier-ignore
    return commit(homeOf(session), [gone], undefined);
  });
};
