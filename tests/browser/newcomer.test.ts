/** Somebody who knows nothing of Latchkey, alone with a phone and no mouse, from an empty app to a door that they have seen open. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../world/axe.ts';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { cameraSeeing } from '../world/film-of-a-code.ts';
import { DemoHome } from '../world/home.ts';
import { until } from '../world/until.ts';
import { startFromNothing, type World } from '../world/world.ts';
import { faultsOf, phone } from './people.ts';

let world: World;
let home: DemoHome;
let browser: Browser;
let newcomer: Person;

beforeAll(async () => {
  world = await startFromNothing();
  home = new DemoHome(world.door);
  const code = await home.pairingCode();
  browser = await openChromium(await cameraSeeing(`${world.home}#/pair/${code}`, world.data));
  newcomer = await person(browser, phone);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** Goes there by the Tab key, as far as it takes; a thing that no Tab reaches is a thing that this person cannot use. */
const tabTo = async (page: Page, wanted: Locator): Promise<void> => {
  await wanted.waitFor({ timeout: 60_000 });
  for (let i = 0; i < 60; i++) {
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new TypeError('the Tab key does not lead there');
};

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, page.getByRole('button', { name, exact: typeof name === 'string' }));
  await page.keyboard.press('Enter');
};

const choose = async (page: Page, name: RegExp): Promise<void> => {
  const choice = page.getByRole('radio', { name });
  // Tab stops at a group once; the arrows choose inside it.
  const group = page.getByRole('radio').and(page.locator(`[name="${(await choice.getAttribute('name')) ?? ''}"]`));
  await tabTo(page, group.first());
  await page.keyboard.press('Space');
  for (let i = 0; i < 3 && !(await choice.isChecked()); i++) await page.keyboard.press('ArrowDown');
  expect(await choice.isChecked()).toBe(true);
};

const sees = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor({ timeout: 60_000 });

const describeDoor = async (page: Page, ...answers: readonly RegExp[]): Promise<void> => {
  for (const answer of answers) await choose(page, answer);
  await press(page, 'Tell the hub');
  await sees(page, 'Your hub confirmed it.');
};

describe('a newcomer, by keyboard alone', () => {
  it('reads the hub’s code with the camera and names the home', async () => {
    const { page, context } = newcomer;
    await context.grantPermissions(['camera']);
    await page.goto(world.home);
    await press(page, 'Read the code with the camera');
    await tabTo(page, page.getByRole('textbox', { name: 'Your name' }));
    await page.keyboard.type('Robin');
    await tabTo(page, page.getByRole('textbox', { name: 'What do you call your home?' }));
    await page.keyboard.type('Linden Street');
    await press(page, 'Make this my household');
    await sees(page, 'Linden Street: your doors');
  });

  it('P10: names and describes the flat door, tries it, and hears what the door did', async () => {
    const { page } = newcomer;
    await press(page, 'Go on with “Flat door”');
    await tabTo(page, page.getByRole('textbox', { name: 'What do you call this door?' }));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Front door');
    await describeDoor(page, /^Yes, the handle inside/, /^Yes, a mechanical key/);
    await press(page, 'Try “Front door”');
    await press(page, 'Unlock it now');
    await sees(page, 'The bolt went back. Now open the door and shut it again.');
    await home.push();
    await sees(page, 'The door opened. Shut it now; it locks by itself.');
    await home.pull();
    await sees(page, 'It works: it opened, shut and locked again.');
    await press(page, 'Go on');
  });

  it('closes the garage from the app: it warns five seconds, in words and in the drawing, and then it is down', async () => {
    const { page } = newcomer;
    await press(page, 'Go on with “Garage”');
    await describeDoor(page, /^Yes: by a cord/, /^No Then/, /^Yes, after its warning/);
    await press(page, 'Try “Garage”');
    await press(page, 'Unlock it now');
    await press(page, 'Close');
    await sees(page, /^It warns: the garage moves/);
    expect((await home.truth(2)).leaf).toBe(100);
    await page.locator('.door-lamp[data-warns="yes"]').first().waitFor();
    await sees(page, 'It works: it opened, shut and locked again.');
    expect(await home.truth(2)).toMatchObject({ bolt: 100, leaf: 0 });
    await press(page, 'Go on');
    await sees(page, 'That is all. Your doors are ready.');
  });

  it('sees who can open a door, from the hub itself', async () => {
    const { page } = newcomer;
    const link = page.getByRole('link', { name: 'Who can open it right now' }).first();
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Who can open “Front door” right now' }).waitFor();
    await sees(page, 'All of this agrees with what this device knows.');
    await sees(page, 'Robin, with this device');
    await sees(page, 'Of the visits that your hub knows, none can open it now.');
    await sees(page, 'Whoever holds a mechanical key. The hub cannot know who that is.');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('finds the opening in the door’s past, and describes the door anew: not free inside, so no visitors', async () => {
    const { page } = newcomer;
    await page.goto(`${world.home}#/doors/1`);
    await sees(page, 'You unlocked it');
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(`${world.home}#/doors/1/declare`);
    await describeDoor(page, /^No, a key or a code/, /^Yes, a mechanical key/);
    await sees(page, 'No visitors through this door');
    await page.goto(`${world.home}#/doors/1/access`);
    await sees(page, 'Visitors cannot use it: somebody inside might not get out.');
    await sees(page, 'Only with a key or a code.');
    await until('the door to stay as it was', async () => (await home.truth()).bolt === 100);
    expect(faultsOf(newcomer)).toEqual([]);
  });

  it('axe finds nothing on any page about doors', async () => {
    const { page } = newcomer;
    for (const path of ['welcome', 'welcome/1', 'welcome/2', 'welcome/1/try', 'doors', 'doors/2', 'doors/2/history']) {
      await page.goto(`${world.home}#/${path}`);
      // A screen that is fetched stands beside the hidden one before it for a moment.
      await expect.poll(() => page.locator('main').count(), { timeout: 20_000 }).toBe(1);
      await page.getByRole('main').waitFor();
      expect(await axeViolations(page), path).toEqual([]);
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(wider, path).toBeLessThanOrEqual(0);
    }
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
