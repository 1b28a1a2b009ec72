/** The page that checks evidence, as somebody opens it who keeps it on a disk and has no network. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { savedEvidence, savedVisit, twoFilms, type SavedFile } from '@latchkey/evidence/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { root } from '../world/world.ts';
import { openAlbum } from './album.ts';

let browser: Browser;
let reader: Person;
let file: SavedFile;
const album = openAlbum();

beforeAll(async () => {
  browser = await openChromium();
  reader = await person(browser, { size: 'phone', theme: 'light', language: 'en' });
  await reader.context.setOffline(true);
  ({ file } = await savedEvidence());
  await reader.page.goto(pathToFileURL(join(root, 'dist/web/verify/latchkey-verify.html')).href);
});
afterAll(async () => {
  const { foreign, errors } = reader;
  await browser.close();
  expect([...foreign, ...errors, ...album.complaints]).toEqual([]);
});

const give = (name: string, text: string) =>
  reader.page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
const says = (text: string | RegExp) => reader.page.getByText(text).first().waitFor();

describe('the page that checks evidence without a server', () => {
  it('P9: says that a story holds, who saw it logged, and tells it', async () => {
    await album.take(reader.page, 'verify-empty');
    await give('visit.json', JSON.stringify(file));
    await says('It holds.');
    await says('3, all signed by the hub, none missing, changed or moved, complete to 2026-09-21 14:13:20 UTC.');
    await says(/^home\.example\/log has all of it, in a tree of 20, seen by witness\.example\/1/);
    await says('The door was opened');
    await album.take(reader.page, 'verify-holds');
  });

  it('P9: says that one with a receipt left out does not', async () => {
    await give('cut.json', JSON.stringify({ ...file, receipts: file.receipts.filter((_, n) => n !== 1) }));
    await says('It does not hold.');
    await says('one verifies, then the chain breaks: one is missing.');
    await album.take(reader.page, 'verify-broken');
  });

  it('P9: says of one visit’s file what it does not show, whose word it is that this is all, and what is left out', async () => {
    const { file: visit } = await savedVisit();
    await give('one-visit.json', JSON.stringify(visit));
    await says('It holds, for this visit alone.');
    await says(
      /^5 of this visit \(2 to 9\).* Not shown are 1 of this hub before them and 3 between them\. The hub itself says/,
    );
    await album.take(reader.page, 'verify-visit');
    await give('no-tally.json', JSON.stringify({ ...visit, tally: undefined }));
    await says('What is in it holds. That it is all of the visit is not proven.');
    await album.take(reader.page, 'verify-visit-unproven');
    const fewer = { runs: visit.runs.slice(0, 2), log: undefined };
    await give('fewer.json', JSON.stringify({ ...visit, ...fewer }));
    await says('It does not hold.');
    await says('the hub counts more of this visit, which the file leaves out: 9.');
  });

  it('P9: says which of two films is missing, and that what is there holds', async () => {
    const { films, ...rest } = await twoFilms();
    await give('one-film.json', JSON.stringify({ ...rest, films: films.slice(0, 1) }));
    await says('What is in it holds. It is incomplete: film is missing.');
    await says(/^One of 2 films that the receipts name is not in the file.*begun 2026-09-21 14:13:23 UTC/);
    await album.take(reader.page, 'verify-incomplete');
  });

  it('says what is wrong with a file that is no evidence, and with a key that is none', async () => {
    await give('photo.json', 'hello');
    await says('The file is not JSON. Give the file that the app saved, unchanged.');
    await reader.page.getByText('Check against keys of your own').click();
    await reader.page.getByLabel('The public log’s key').fill('hello');
    await says('That is no verifier key.');
    await album.take(reader.page, 'verify-unreadable');
  });
});
