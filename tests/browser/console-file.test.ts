/** A carrier's day begins with a file: read in the browser, every row shown before anything is announced, and nothing twice. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { startWorld, type World } from '../world/world.ts';
import { openAlbum } from './album.ts';
import { faultsOf, handleOn, moveIn } from './people.ts';

let world: World;
let browser: Browser;
let recipient: Person;
let desk: Person;
let handle: string;
const album = openAlbum();

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openChromium()]);
  await new DemoHome(world.door).pairingCode();
  recipient = await moveIn(browser, world);
  handle = await handleOn(recipient.page);
  desk = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
  await desk.page.goto(world.console);
  await desk.page.getByRole('button', { name: 'Make the key and publish it' }).click();
  await desk.page.getByRole('link', { name: 'Shipments', exact: true }).click();
  await desk.page.getByRole('heading', { name: 'No shipments yet' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** As a German spreadsheet saves it, tomorrow. */
const file = (rows: readonly string[]) => {
  const head = 'Kennung;Name;Straße;PLZ;Ort;Sendungsnummer;Datum;Von;Bis';
  return { name: 'heute.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${[head, ...rows].join('\r\n')}\r\n`) };
};
const tomorrow = () => {
  const day = new Date(Date.now() + 86_400_000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(day.getDate())}.${two(day.getMonth() + 1)}.${String(day.getFullYear())}`;
};
const choose = (page: Page, rows: readonly string[]) => page.locator('input[type=file]').setInputFiles(file(rows));

describe('a file of shipments at the console', () => {
  it('shows each wrong row with what, where and what to do, announces the right ones, and the same file again announces nothing', async () => {
    const { page } = desk;
    const right = (n: number) => `${handle};"Aydın; Robin";Lindenstraße ${String(n)};10969;Berlin;LK 55${String(n)} DE;${tomorrow()};14:00;16:00`; // prettier-ignore
    const rows = [
      right(1),
      right(2).replace(handle, 'LK-12'),
      right(3).replace('LK 553 DE', '3,40434E+11'),
      right(4).replace('16:00', '13:00'),
      right(5).replace(handle, 'LK-2222-2222'),
      right(6),
    ];
    await page.getByRole('link', { name: 'From a CSV file' }).click();
    await page.getByRole('heading', { name: 'Announce from a file' }).waitFor();
    await album.take(page, 'console-file-choose');
    await choose(page, rows);
    await page.getByText('3 rows can be announced, 3 rows are wrong.').first().waitFor();
    await page.getByText('handle “LK-12”: a handle looks like LK-7F3K-92QD').waitFor();
    await page.getByText(/^tracking number “3,40434E\+11”: the spreadsheet has shortened/).waitFor();
    await page.getByText('until “13:00”: the window ends before it begins').waitFor();
    await album.take(page, 'console-file-preview');

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the wrong rows, each with its reason' }).click();
    const wrong = await readFile(await (await saved).path(), 'utf8');
    expect(wrong.split('\r\n')).toHaveLength(5);
    expect(wrong).toContain(';What is wrong\r\n');

    await page.getByRole('button', { name: 'Announce 3 shipments' }).click();
    await page.getByText('2 shipments are announced. The households decide.').first().waitFor();
    await page.getByText('1 was not announced; the table says why.').first().waitFor();
    await page.getByText('handle: no household has this handle; ask the recipient for it').waitFor();
    await album.take(page, 'console-file-announced');
    await page.getByRole('link', { name: 'To the shipments' }).click();
    await page.getByRole('link', { name: /LK551DE/ }).waitFor();
    await page.getByRole('link', { name: /LK556DE/ }).waitFor();

    await page.goto(`${world.server}/console/#/import`);
    await choose(page, rows);
    await page.getByText('1 row can be announced, 2 were announced before, 3 rows are wrong.').first().waitFor();
    // Where the list is not there to compare with, the server knows by itself.
    const other = await desk.context.newPage();
    await other.route('**/api/carrier/shipments**', (route) =>
      route.request().method() === 'GET' ? route.fulfill({ json: { shipments: [] } }) : route.continue(),
    );
    await other.goto(`${world.server}/console/#/import`);
    await choose(other, rows);
    await other.getByRole('button', { name: 'Announce 3 shipments' }).click();
    await other.getByText('2 had been announced before and were not announced again.').waitFor();
    await other.close();
    await page.goto(`${world.server}/console/#/shipments`);
    await page.getByRole('link', { name: /LK551DE/ }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(2);
  });

  it('finds, keeps what it looked for in the address, and saves what it shows', async () => {
    const { page } = desk;
    await page.keyboard.press('/');
    await page.keyboard.type('aydin 556');
    await page.getByText('1 of 2', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=aydin+556');
    await page.reload();
    await page.getByRole('link', { name: /LK556DE/ }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    expect(text.split('\r\n').filter((line) => line !== '')).toHaveLength(2);
    expect(text).toContain('LK556DE');
    await album.take(page, 'console-shipments-found');
    await page.getByRole('searchbox').fill('nobody of that name');
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('link', { name: /LK551DE/ }).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/shipment\//);
  });

  it('axe finds nothing, nothing is wider than its screen, nothing foreign is asked for', () => {
    expect(album.complaints).toEqual([]);
    expect(faultsOf(recipient, desk)).toEqual([]);
  });
});
