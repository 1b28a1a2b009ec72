/** Passkeys with the browser's own WebAuthn and an authenticator that it holds for tests. */
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { startWorld, type World } from '../world/world.ts';
import { openAlbum } from './album.ts';
import { codeOfNewPhone, faultsOf, moveIn, phone } from './people.ts';

let world: World;
let browser: Browser;
let recipient: Person;
let cdp: CDPSession;
let authenticatorId: string;
const album = openAlbum();

beforeAll(async () => {
  // As on a real server; everything else is the demo.
  [world, browser] = await Promise.all([startWorld({ LATCHKEY_PASSKEYS: 'required' }), openChromium()]);
  await new DemoHome(world.door).pairingCode();
  recipient = await moveIn(browser, world);
  cdp = await recipient.context.newCDPSession(recipient.page);
  await cdp.send('WebAuthn.enable');
  ({ authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  }));
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const card = (page: Page) => page.getByRole('region', { name: 'Passkeys' });
const household = async () => {
  await recipient.page.goto(`${world.home}#/household/passkeys`);
  await card(recipient.page).getByRole('button', { name: 'Add a passkey' }).waitFor();
};
const add = async (name: string) => {
  const { page } = recipient;
  await card(page).getByRole('textbox', { name: 'What do you call it?' }).last().fill(name);
  await card(page).getByRole('button', { name: 'Add a passkey' }).click();
};
/** A cookie that is gone is a session that ended: the device signs in again with its key alone. */
const newSession = async () => {
  await recipient.context.clearCookies();
  await recipient.page.reload();
};

describe('where a server asks for passkeys', () => {
  it('a household without one is asked to make the first', async () => {
    await recipient.page.goto(`${world.home}#/`);
    await recipient.page.getByRole('link', { name: 'To the passkeys' }).click();
    await card(recipient.page).getByText('There is none yet.').waitFor();
    await album.take(recipient.page, 'home-passkeys-none');
    await add('Phone');
    await card(recipient.page).getByText('Phone', { exact: true }).waitFor();
    await card(recipient.page).getByText('This device has confirmed.').waitFor();
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toHaveLength(1);
    expect(credentials[0]?.rpId).toBe('localhost');
  });

  it('the last one stays, and this device makes no second one', async () => {
    await household();
    expect(await card(recipient.page).getByRole('button', { name: 'Remove “Phone”' }).count()).toBe(0);
    await add('Phone again');
    await card(recipient.page).getByText('This device holds a passkey of the household already.').last().waitFor();
    await album.take(recipient.page, 'home-passkeys-known');
  });

  it('is called something else', async () => {
    await household();
    await card(recipient.page).getByRole('button', { name: 'Rename “Phone”' }).click();
    // The keyboard stands in the field, over what is there, and is back on the button afterwards.
    await recipient.page.keyboard.type('Ada’s phone');
    await recipient.page.keyboard.press('Enter');
    await card(recipient.page).getByText('Ada’s phone', { exact: true }).waitFor();
    await card(recipient.page).locator('button:focus', { hasText: 'Rename' }).waitFor();
  });

  it('P10: a new session shows it before the lists, and the door answers without', async () => {
    const { page } = recipient;
    await page.goto(`${world.home}#/`);
    await newSession();
    await page.getByText('Confirm that it is you').waitFor();
    expect(await page.getByText('What is planned could not be read').count()).toBe(0);
    await album.take(page, 'home-passkey-needed');
    await page.goto(`${world.home}#/doors`);
    await page.getByRole('img', { name: 'Flat door: Locked' }).waitFor();
    await page.goto(`${world.home}#/`);
    await page.getByRole('button', { name: 'Confirm with a passkey' }).click();
    await page.getByText('Nobody is expected.').waitFor();
    expect(await page.getByText('Confirm that it is you').count()).toBe(0);
  });

  it('a person who is not the one is told that nothing was confirmed', async () => {
    const { page } = recipient;
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await newSession();
    await page.getByRole('button', { name: 'Confirm with a passkey' }).click();
    await page.getByText('Nothing was confirmed. Try again when you are ready.').waitFor();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await page.getByRole('button', { name: 'Confirm with a passkey' }).click();
    await page.getByText('Nobody is expected.').waitFor();
  });

  it('the door asks for it before it takes a change of who belongs to the household', async () => {
    const { page } = recipient;
    await household();
    const changes = page.getByRole('region', { name: 'Changes to the household' });
    await changes.getByRole('button', { name: 'Ask for “Ada’s phone” from now on' }).click();
    await changes.getByText('Your door takes changes by this device only with “Ada’s phone”.').waitFor();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await changes.getByRole('button', { name: 'Stop asking for it' }).click();
    await changes.getByText('Nothing was confirmed with your passkey.').last().waitFor();
    await album.take(page, 'home-changes-guarded');
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await page.goto(`${world.home}#/household/recovery`);
    await page.getByRole('button', { name: 'Make a recovery code' }).click();
    await page.getByRole('button', { name: 'I have it on paper' }).click();
    await household();
    await changes.getByRole('button', { name: 'Stop asking for it' }).click();
    await changes.getByRole('button', { name: 'Ask for “Ada’s phone” from now on' }).waitFor();
  });

  it('P10: another admin drops a passkey that is lost, and the door takes changes without it again', async () => {
    const { page } = recipient;
    const ben = await person(browser, phone);
    const code = await codeOfNewPhone(ben, world, 'Ben’s phone');
    await page.goto(`${world.home}#/household/add`);
    await page.getByRole('textbox', { name: 'Or paste the code here' }).fill(code);
    await page.getByRole('button', { name: 'Look at this device' }).click();
    await page.getByRole('radio', { name: /^admin/ }).check();
    await page.getByRole('button', { name: 'Sign and take it in' }).click();
    await page.getByText('It belongs to the household now, confirmed by your door').first().waitFor();
    await household();
    const changes = page.getByRole('region', { name: 'Changes to the household' });
    await changes.getByRole('button', { name: 'Ask for “Ada’s phone” from now on' }).click();
    await changes.getByText('Your door takes changes by this device only with “Ada’s phone”.').waitFor();
    // The authenticator is gone, and with it every change by this device.
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await ben.page.goto(`${world.home}#/household`);
    await ben.page.getByRole('link', { name: /confirms changes with a passkey/ }).click();
    await ben.page.getByText('If that is lost, you can end this from here.').waitFor();
    await album.take(ben.page, 'home-passkey-of-another');
    await ben.page.getByRole('button', { name: 'Stop asking that device for its passkey' }).click();
    await ben.page.getByText('If that is lost, you can end this from here.').waitFor({ state: 'detached' });
    await changes.getByRole('button', { name: 'Ask for “Ada’s phone” from now on' }).waitFor();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    expect(faultsOf(ben)).toEqual([]);
    await ben.context.close();
  });

  it('a second one can be added on another authenticator, and the first removed', async () => {
    const { page } = recipient;
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    ({ authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true },
    }));
    await household();
    await add('Key ring');
    await card(page).getByText('Key ring', { exact: true }).waitFor();
    await card(page).getByRole('button', { name: 'Remove “Ada’s phone”' }).click();
    await album.take(page, 'home-passkeys-removing');
    await card(page).getByRole('button', { name: 'Keep it' }).click();
    await card(page).locator('button:focus', { hasText: 'Remove' }).waitFor();
    await card(page).getByRole('button', { name: 'Remove “Ada’s phone”' }).click();
    await card(page).getByRole('button', { name: 'Remove it' }).click();
    await card(page).getByText('Ada’s phone', { exact: true }).waitFor({ state: 'detached' });
    expect(await card(page).getByRole('button', { name: 'Remove “Key ring”' }).count()).toBe(0);
    // The row is gone with its buttons; the keyboard stands before those that remain.
    await page.locator('section:focus', { hasText: 'Key ring' }).waitFor();
  });

  it('axe finds nothing on any of these screens, and nothing foreign is asked for', () => {
    expect(album.complaints).toEqual([]);
    expect(faultsOf(recipient)).toEqual([]);
  });
});
