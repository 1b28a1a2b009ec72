import { readMail, signOwnPage } from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import type { MailboxPort, OwnPagePort } from '../ports.ts';

/** Where this hub serves the household's app, under its own signature (docs/protocol/28-own-page.md). */
export async function answerOwnPage(core: Core, page: OwnPagePort | undefined, nonce: Uint8Array): Promise<Answer> {
  if (nonce.length !== 16) return problem('malformed');
  if (page === undefined) return problem('no-page');
  const { origin, certificate } = page;
  const claims = { nonce, hubId: core.hubId, origin, ...(certificate === undefined ? {} : { certificate }) };
  return yes((await signOwnPage(core.p, core.signer, claims)).bytes);
}

/** What a device left at the place that the asker's does not reach, or a welcome for it. Unsigned: both ends check it against the code that one showed the other. */
export async function answerMailbox(mailbox: MailboxPort | undefined, message: Uint8Array): Promise<Answer> {
  if (mailbox === undefined) return problem('no-page');
  const mail = readMail(message);
  if (mail === undefined) return problem('malformed');
  const { boxId, welcome } = mail;
  if (welcome.length > 0) return (await mailbox.welcome(boxId, welcome)) ? yes() : problem('nobody-asks');
  const record = await mailbox.mail(boxId);
  return record === undefined ? problem('nobody-asks') : yes(record);
}
