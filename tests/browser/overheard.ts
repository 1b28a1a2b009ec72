/** What a page sent, and the same again: an eavesdropper who sits in the courier's own browser, session and all. */
import type { Page, Request } from 'playwright-core';

/** Fills as the page sends. */
export const overhear = (page: Page, path: RegExp): readonly Request[] => {
  const heard: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && path.test(new URL(request.url()).pathname)) heard.push(request);
  });
  return heard;
};

/** The same bytes to the same address under the same session, as a new request that the hub itself answers. */
export const sayAgain = async (page: Page, request: Request): Promise<void> => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID().replaceAll('-', '') };
  const init = JSON.stringify({ method: 'POST', headers, body: request.postData() });
  const sent = `fetch(${JSON.stringify(request.url())}, ${init}).then((answer) => answer.json())`;
  const answer = await page.evaluate<{ readonly ok?: boolean }>(sent);
  if (typeof answer.ok !== 'boolean') throw new TypeError(`the hub was not reached: ${JSON.stringify(answer)}`);
};
