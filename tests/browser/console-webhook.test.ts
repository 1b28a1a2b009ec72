/** A carrier's own system is told: a real receiver over HTTP, verified with the Standard Webhooks library, failing once. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodePublicKey } from '@latchkey/protocol';
import type { Browser } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { startWorld, type World } from '../world/world.ts';
import { openAlbum } from './album.ts';
import { faultsOf } from './people.ts';

let world: World;
let browser: Browser;
let desk: Person;
let receiver: Server;
let url: string;
const album = openAlbum();
const heard: { readonly headers: Record<string, string>; readonly body: string }[] = [];
/** What it answers, one after the other; 204 from then on. */
const answers = [500];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      heard.push({ headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/latchkey`;
  [world, browser] = await Promise.all([startWorld(), openChromium()]);
  desk = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
  await desk.page.goto(world.console);
  await desk.page.getByRole('button', { name: 'Make the key and publish it' }).click();
  await desk.page.getByRole('heading', { name: 'No shipments yet' }).waitFor();
});
afterAll(async () => {
  receiver.close();
  await browser.close();
  await world.stop();
});

describe('a webhook', () => {
  it('is set up with a secret that is shown once, tried again after a failure, verified, and sent again when asked', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Programs' }).click();
    await page.getByText('Nobody is told yet.').waitFor();
    await album.take(page, 'console-programs-none');
    await page.getByRole('textbox', { name: 'https address of your receiver' }).fill(url);
    await page.getByRole('button', { name: 'Add this webhook' }).click();
    await page.getByText('The secret, shown this once').waitFor();
    const secret = (await page.locator('pre').innerText()).trim();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    await page.getByRole('button', { name: 'I have it' }).click();

    await page.getByRole('button', { name: /^Send a test/ }).click();
    await page.getByText(/^again at /).waitFor();
    await album.take(page, 'console-programs-waiting');
    await page.getByRole('cell', { name: 'Delivered' }).waitFor({ timeout: 60_000 });
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual(Array(2).fill(heard[0]?.headers['webhook-id']));
    for (const { headers, body } of heard) {
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'test.ping' });
      expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    }

    await page.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => heard.length, { timeout: 30_000 }).toBe(3);
    expect(heard[2]?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id']);
    await page.getByText('→ test.ping').first().waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Send a test/ }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it('lets a program in by its public key, and cuts it off', async () => {
    const { page } = desk;
    await page.getByRole('textbox', { name: 'What the program is called' }).fill('Warehouse');
    const keyField = page.getByRole('textbox', { name: /^Its public key/ });
    await keyField.fill('bm90IGEga2V5');
    await page.getByRole('button', { name: 'Let it in' }).click();
    await page.getByText(/^The server did not understand the request/).waitFor();
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = { x: Buffer.from(x, 'base64url'), yOdd: ((Buffer.from(y, 'base64url')[31] ?? 0) & 1) === 1 };
    await keyField.fill(Buffer.from(encodePublicKey(point)).toString('base64url'));
    await page.getByRole('button', { name: 'Let it in' }).click();
    await page.getByRole('cell', { name: 'May sign in' }).waitFor();
    await album.take(page, 'console-programs');
    await page.getByRole('button', { name: 'Revoke Warehouse' }).click();
    await page.getByRole('cell', { name: 'Revoked' }).waitFor();
  });

  it('axe finds nothing, nothing is wider than its screen, nothing foreign is asked for', () => {
    expect(album.complaints).toEqual([]);
    expect(faultsOf(desk)).toEqual([]);
  });
});
