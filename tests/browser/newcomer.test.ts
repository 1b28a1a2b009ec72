/** Somebody who knows nothing of Latchkey, alone with a phone and no mouse, from an empty app to a door that they have seen open. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { cameraSeeing } from '../world/film-of-a-code.ts';
import { DemoHome } from '../world/home.ts';
import { startWorld, type World } from '../world/world.ts';
import { faultsOf, phone } from './people.ts';

let world: World;
let home: DemoHome;
let browser: Browser;
let newcomer: Person;

beforeAll(async () => {
  world = await startWorld();
  home = new DemoHome(world.door);
  const code = await home.pairingCode();
  browser = await openChromium(await cameraSeeing(`${world.home}#/pair/${code}`, world.data));
  newcomer = await person(browser, phone);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

describe('a newcomer, by keyboard alone', () => {
  it('reads the hub’s code with the camera', async () => {
    const { page, context } = newcomer;
    await context.grantPermissions(['camera']);
    await page.goto(world.home);
    await page.getByRole('button', { name: 'Read the code with the camera' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Make this my household' }).waitFor();
    expect(faultsOf(newcomer)).toEqual([]);
  });

  it('on a page that may compile no WebAssembly itself', async () => {
    const other = await person(browser, phone);
    await other.page.goto(world.home);
    const empty = 'new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])';
    const said = await other.page.evaluate(`WebAssembly.compile(${empty}).then(() => 'compiled', ({ name }) => name)`);
    expect(said).toBe('CompileError');
    await other.context.close();
  });
});
