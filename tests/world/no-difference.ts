import type { Breach } from './rule-switches.ts';

/** Places of the rules which, broken, decide as before, and why: by file below the protocol's sources, and change. */
type Reasons = Readonly<Record<string, string>>;

export const nameOf = ({ file, change }: Breach): string => `${file} ${change}`;

const all = (reason: string, file: string, changes: readonly string[]): Reasons =>
  Object.fromEntries(changes.map((change) => [`${file} ${change}`, reason]));
const absent = 'absent either way';
const formLater = 'its form is looked at further on, and is none then';

export const IN_THE_DECISION: Reasons = {
  'decision/opening.ts door.armed instanceof ArmedChains → false': 'spares reading a chain that is held',
  'decision/opening.ts held === undefined → true': 'spares reading a chain that is held',
  'decision/chain.ts !(error instanceof MalformedInput) → false': 'reading throws nothing else',
  'decision/chain.ts !held && !p.verify(key, link.toBeSigned, link.signature) → !p.verify(key, link.toBeSigned, link.signature)':
    'spares verifying what was verified',
  'decision/chain.ts last?.door === door && last.occurrence === occurrence → false': 'spares making names again',
  'decision/decide.ts isArmed(chain, door) → false': 'spares verifying what was verified',
  'decision/ask.ts now.unixS === undefined → false': 'step 7 has refused before',
  'decision/ask.ts again === undefined → false': absent,
  'decision/arm.ts issuer === undefined → false': 'step 5 has refused before',
  'decision/rules/once.ts nowS === undefined → false': 'step 7 has refused before',
  'decision/rules/parcels.ts CANONICAL.test(text) → false': 'spares writing a canonical number anew',
  'decision/rules/parcels.ts CANONICAL.test(text) → true':
    'a knock carries canonical numbers only; the apps write them so',
  'decision/rules/uses.ts i < names.length → i <= names.length': 'there is no link after the last',
  'decision/rules/uses.ts grant.nbf + start * 60 > nowS → grant.nbf + start * 60 >= nowS':
    'an occurrence that begins now is inside',
};

export const OUTSIDE_OF_A_KNOCK: Reasons = {
  'messages/withdrawal.ts exp === undefined → false': absent,
  'messages/withdrawal.ts issuer === undefined || last === undefined → issuer === undefined':
    'a chain that was read has a last link',
  ...all('its form has all of them or none', 'messages/look.ts', [
    'nonce === undefined || seconds === undefined || sealingKey === undefined → false',
    'nonce === undefined || seconds === undefined || sealingKey === undefined → nonce === undefined || seconds === undefined',
    'nonce === undefined || seconds === undefined || sealingKey === undefined → sealingKey === undefined',
    'nonce === undefined || seconds === undefined → nonce === undefined',
    'nonce === undefined || seconds === undefined → seconds === undefined',
  ]),
  'messages/readiness.ts issuer === undefined || issuerRefusal(chain, door) !== undefined → issuerRefusal(chain, door) !== undefined':
    'the second asks for a member, too',
  'messages/recovery.ts roster.recoveryKey === undefined || voidKeys.has(keyName(roster.recoveryKey)) → voidKeys.has(keyName(roster.recoveryKey))':
    'a recovery of a household without a key is refused before',
  'messages/recovery.ts pending === undefined → false': absent,
  'messages/recovery.ts recoveryKey === undefined → false': absent,
  'messages/suspended.ts !cut.some((kid) => roster.members.has(kid)) → false': 'the same roster, made anew',
  'rosters.ts signer !== undefined || previous?.recoveryKey === undefined → previous?.recoveryKey === undefined':
    'a recovery key is no member’s',
  'rosters.ts recoveryKey === undefined → false': absent,
  'memory.ts roster === undefined → false': absent,
  'memory.ts ahead || own === undefined → ahead': 'what is kept no more is too old before',
  ...all('makes what others judge', 'messages/presence.ts', [
    'random.length !== LETTERS → false',
    'random.length !== LETTERS → true',
    'code.match(/.{1,4}/g) ?? [] → code.match(/.{1,4}/g)',
  ]),
  ...all('makes what others judge', 'door-code.ts', [
    'presentation.length === 0 || presentation.length > MAX_PRESENTATION_BYTES → false',
    'presentation.length === 0 || presentation.length > MAX_PRESENTATION_BYTES → true',
    'presentation.length === 0 || presentation.length > MAX_PRESENTATION_BYTES → presentation.length === 0',
    'presentation.length === 0 || presentation.length > MAX_PRESENTATION_BYTES → presentation.length > MAX_PRESENTATION_BYTES',
    'presentation.length > MAX_PRESENTATION_BYTES → presentation.length >= MAX_PRESENTATION_BYTES',
    'index + 1 → index - 1',
  ]),
  ...all('a text of that length holds more than 136 bytes', 'door-code.ts', [
    'text.length > MAX_LETTERS → false',
    'text.length > MAX_LETTERS → text.length >= MAX_LETTERS',
  ]),
  ...all('what has no such form holds no bytes and names no part', 'door-code.ts', [
    'bytes === undefined || bytes.length === 0 || index < 0 → bytes === undefined || bytes.length === 0',
    'bytes === undefined || bytes.length === 0 → bytes === undefined',
  ]),
  ...all(
    'its form asks for the letters before, and the parser of URLs that runs here takes no empty name',
    'messages/server-address.ts',
    ['false', '!ADDRESS_LETTERS.test(text)', 'EMPTY_NAME.test(text)'].map(
      (now) => `!ADDRESS_LETTERS.test(text) || EMPTY_NAME.test(text) → ${now}`,
    ),
  ),
  ...all(formLater, 'messages/pairing.ts', [
    'turn !== 1 || key === undefined → turn !== 1',
    '!isCborArray(value) || value.length !== count → value.length !== count',
  ]),
  'messages/pairing.ts previous.length !== 0 && previous.length !== 32 → false': 'over half a hash nothing verifies',
  ...all(formLater, 'messages/enrolment.ts', [
    '!(body instanceof Uint8Array) || !(mac instanceof Uint8Array) → !(mac instanceof Uint8Array)',
    '!isCborArray(value) || value.length !== count → value.length !== count',
  ]),
  ...all('a record of that length has no such form', 'messages/enrolment.ts', [
    'record.length > 512 → false',
    'record.length > 512 → record.length >= 512',
  ]),
  ...all(formLater, 'messages/invitation.ts', [
    'parsed.ok → true',
    '!(body instanceof Uint8Array) || !(mac instanceof Uint8Array) → !(mac instanceof Uint8Array)',
    'key === undefined || !(sealingKey instanceof Uint8Array) || sealingKey.length !== 65 → sealingKey.length !== 65',
    'key === undefined || !(sealingKey instanceof Uint8Array) → key === undefined',
    'key === undefined || !(sealingKey instanceof Uint8Array) → !(sealingKey instanceof Uint8Array)',
    '!isCborArray(value) || value.length !== count → value.length !== count',
  ]),
};
