/** Dispatch gives visits to couriers: by drag, by keyboard, and by rules that are looked at before anything is signed. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { startWorld, type World } from '../world/world.ts';
import { openAlbum } from './album.ts';
import { enrolCourier, faultsOf, moveIn, phone, sayInside } from './people.ts';

let world: World;
let browser: Browser;
let recipient: Person;
let desk: Person;
const couriers: Person[] = [];
const album = openAlbum();

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openChromium()]);
  await new DemoHome(world.door).pairingCode();
  recipient = await moveIn(browser, world);
  desk = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
  const { page } = desk;
  await page.goto(world.console);
  await page.getByRole('button', { name: 'Make the key and publish it' }).click();
  await page.getByRole('heading', { name: 'No shipments yet' }).waitFor();
  for (const name of ['Mina', 'Jonas']) {
    const enrolled = await enrolCourier(browser, world, phone, name);
    couriers.push(enrolled.courier);
    await page.goto(enrolled.link);
    await page.getByRole('button', { name: `Take ${name} on` }).click();
    await page.getByText(`${name} is taken on. Stops can be assigned now.`).first().waitFor();
  }
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** Announced at the desk and allowed by the household; resolves with its tracking number. */
const allowed = async (page: Page): Promise<string> => {
  await page.getByRole('link', { name: 'Shipments' }).first().click();
  await page.getByRole('button', { name: 'Announce a shipment' }).click();
  const number = await page.getByRole('textbox', { name: 'Tracking number' }).inputValue();
  await page.getByRole('button', { name: 'Announce', exact: true }).click();
  await page.getByText('Announced. The household decides.').first().waitFor();
  await sayInside(recipient, world, number);
  await page.getByRole('button', { name: 'Announce a shipment' }).click();
  await page.getByRole('checkbox', { name: `Choose ${number}` }).waitFor();
  return number;
};

const rowOf = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number });

describe('visits are given away', () => {
  it('by dragging a row onto a courier, and by keyboard', async () => {
    const { page } = desk;
    const first = await allowed(page);
    const second = await allowed(page);
    await rowOf(page, first).dragTo(page.getByRole('button', { name: /^Mina .*Choose visits first$/ }));
    await page.getByText('1 visit given to Mina.').first().waitFor();
    await rowOf(page, first).getByText('Mina').waitFor();

    await page.getByRole('checkbox', { name: `Choose ${second}` }).focus();
    await page.keyboard.press('Space');
    await album.take(page, 'console-dispatch-chosen');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await page.getByText('1 visit given to Jonas.').first().waitFor();
    await rowOf(page, second).getByText('Jonas').waitFor();
  });

  it('by rules, after a preview, and a rule that is wrong says what is wrong', async () => {
    const { page } = desk;
    const third = await allowed(page);
    await page.getByRole('link', { name: 'Assign by rule' }).click();
    await page.getByText(/^No rule yet/).waitFor();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('combobox', { name: 'Courier' }).selectOption('Mina');
    await page.getByRole('textbox', { name: 'Postcodes' }).fill('109xx, Kreuzberg');
    await page.getByText(/^“kreuzberg” is no postcode/).waitFor();
    await page.getByText('The rules give nothing to anybody.').waitFor();
    await album.take(page, 'console-rules-wrong');
    await page.getByRole('textbox', { name: 'Postcodes' }).fill('109xx');
    await page.getByRole('textbox', { name: 'Up to stops' }).fill('1');
    await page.getByText('every courier who fits is full').waitFor();
    await page.getByRole('textbox', { name: 'Up to stops' }).fill('2');
    await page.getByRole('cell', { name: 'Robin Aydın' }).waitFor();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('combobox', { name: 'Courier' }).last().selectOption('Jonas');
    await page.getByRole('button', { name: 'Move down Rule 1' }).press('Enter');
    await page.getByRole('row', { name: /Robin Aydın.* Jonas 1$/ }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Move down Rule 2');
    await page.getByRole('button', { name: 'Switch off Rule 1' }).click();
    await page.getByRole('row', { name: /Robin Aydın.* Mina 2$/ }).waitFor();
    await album.take(page, 'console-rules');
    await page.getByRole('button', { name: 'Sign and assign 1 visit' }).click();
    await page.getByText('1 visit given away.').first().waitFor();
    await page.getByText('No visit waits for a courier.').waitFor();
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Postcodes' }).last().inputValue()).toBe('109xx');
    await page.getByRole('link', { name: 'Shipments' }).first().click();
    await rowOf(page, third).getByText('Mina').waitFor();
    await rowOf(page, third).getByText('by rule 2: 109xx', { exact: true }).waitFor();
  });

  it('axe finds nothing, nothing is wider than its screen, nothing foreign is asked for', () => {
    expect(album.complaints).toEqual([]);
    expect(faultsOf(recipient, desk, ...couriers)).toEqual([]);
  });
});
