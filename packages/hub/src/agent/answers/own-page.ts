import { sameBytes, signOwnPage } from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import type { OwnPagePort } from '../ports.ts';

const LABEL = new TextEncoder().encode('lk1-mail');
const KEY_ID_BYTES = 16;
const LIMIT_WELCOME_BYTES = 4000;

/** Where this hub serves the household's app, under its own signature (docs/protocol/28-own-page.md). */
export async function answerOwnPage(core: Core, page: OwnPagePort | undefined, nonce: Uint8Array): Promise<Answer> {
  if (nonce.length !== 16) return problem('malformed');
  if (page === undefined) return problem('no-page');
  const { origin, certificate } = page;
  const claims = { nonce, hubId: core.hubId, origin, ...(certificate === undefined ? {} : { certificate }) };
  return yes((await signOwnPage(core.p, core.signer, claims)).bytes);
}

/** What a device left at the place that the asker's does not reach, or a welcome for it. Unsigned: both ends check it against the code that one showed the other. */
export async function answerMailbox(
  page: Pick<OwnPagePort, 'mail' | 'welcome'> | undefined,
  message: Uint8Array,
): Promise<Answer> {
  if (page === undefined) return problem('no-page');
  const keyId = message.slice(LABEL.length, LABEL.length + KEY_ID_BYTES);
  const welcome = message.slice(LABEL.length + KEY_ID_BYTES);
  const labelled = sameBytes(message.subarray(0, LABEL.length), LABEL);
  if (!labelled || keyId.length !== KEY_ID_BYTES || welcome.length > LIMIT_WELCOME_BYTES) return problem('malformed');
  if (welcome.length > 0) return (await page.welcome(keyId, welcome)) ? yes() : problem('nobody-asks');
  const record = await page.mail(keyId);
  return record === undefined ? problem('nobody-asks') : yes(record);
}
