/** People of a carrier sign in by a real identity provider on another origin, come back as themselves, and are cut off. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { CLIENT, startIdentityProvider } from '../world/identity-provider.ts';
import { freePort } from '../world/ports.ts';
import { startWorld, type World } from '../world/world.ts';
import { openAlbum } from './album.ts';
import { faultsOf } from './people.ts';

let provider: Awaited<ReturnType<typeof startIdentityProvider>> | undefined;
/** Where the provider leads back to, and its own port. */
let back: string;
let at: number;
let world: World;
let browser: Browser;
let desk: Person;
/** Another browser, without the carrier's key. */
let away: Person;
const album = openAlbum();

beforeAll(async () => {
  const port = await freePort();
  back = `http://localhost:${String(port)}/console/`;
  at = await freePort();
  const settings = {
    PORT: String(port),
    LATCHKEY_OIDC_ISSUER: `http://127.0.0.1:${String(at)}`,
    LATCHKEY_OIDC_CLIENT_ID: CLIENT.clientId,
    LATCHKEY_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
  };
  [world, browser] = await Promise.all([startWorld(settings), openChromium()]);
  desk = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
  away = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
  await desk.page.goto(world.console);
  await desk.page.getByRole('button', { name: 'Make the key and publish it' }).click();
  await desk.page.getByRole('heading', { name: 'No shipments yet' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
  await provider?.stop();
});

/** At the provider's own pages, which lead back by themselves. */
const signInAs = async (page: Page, login: string): Promise<void> => {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
};

const invite = async (page: Page, whom: string, role: 'dispatcher' | 'administrator'): Promise<void> => {
  await page.getByRole('textbox', { name: /^E-mail address/ }).fill(whom);
  await page.getByRole('radio', { name: role }).check();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('cell', { name: whom, exact: true }).waitFor();
};

describe('the console’s settings', () => {
  it('say as whom the browser acts, and let people in', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('the carrier, by its own key in this browser').waitFor();
    await page.getByText('Nobody is invited yet.').waitFor();
    await invite(page, 'kim@example.com', 'dispatcher');
    await page.getByRole('textbox', { name: /^E-mail address/ }).fill('Kim@Example.com');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText(/^This person is invited already/).waitFor();
    await page.getByRole('textbox', { name: /^E-mail address/ }).fill('@nowhere');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText(/^An address has a name/).waitFor();
    await album.take(page, 'console-settings');
    await page.getByRole('link', { name: 'Programs' }).click();
    await page.getByRole('textbox', { name: 'https address of your receiver' }).fill('http://127.0.0.1:9/s3cret');
    await page.getByRole('button', { name: 'Add this webhook' }).click();
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Send a test' }).waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
  });

  it('say so when the identity provider does not answer, and go there once it does', async () => {
    const { page } = away;
    await page.goto(back);
    await page.getByRole('button', { name: /^Sign in at 127/ }).click();
    await page.getByText(/^This server or the identity provider does not answer/).waitFor();
    provider = await startIdentityProvider(back, at);
    provider.people.set('kim', { email: 'kim@example.com', email_verified: true });
    provider.people.set('ona', { email: 'ona@example.com', email_verified: true });
  });

  it('say why somebody whom nobody invited is not signed in, and keep the provider’s answer in no address', async () => {
    const { page } = away;
    await page.getByRole('button', { name: /^Sign in at 127/ }).click();
    await signInAs(page, 'ona');
    await page.getByText(/nobody has invited this account here/).waitFor();
    expect(page.url()).toBe(`${back}#/settings`);
    await album.take(page, 'console-sign-in-refused');
    // The answer that came is spent: nobody signs in by an old address.
    await page.goto(`${back}?code=a&state=b`);
    await page.getByText(/was begun in another browser/).waitFor();
    await page.goto(`${back}?error=access_denied&state=b`);
    await page.getByText(/was begun in another browser/).waitFor();
    await page.getByRole('button', { name: 'Go on without signing in' }).click();
    await page.getByRole('heading', { name: 'Or sign in' }).waitFor();
  });

  it('show a person without the carrier’s key how visits stand, and nothing that only the key can do', async () => {
    await invite(desk.page, 'ona@example.com', 'administrator');
    const { page } = away;
    const link = await desk.page.getByText(/#\/sign-in\//).innerText();
    expect(new URL(link).href.startsWith(back)).toBe(true);
    await page.goto(link);
    await page.getByRole('heading', { name: 'You are invited' }).waitFor();
    await page.getByRole('button', { name: /^Sign in at 127/ }).click();
    // The provider still knows who this is.
    await page.getByText('invites you as: administrator').waitFor();
    await album.take(page, 'console-sign-in-choice');
    await page.getByRole('button', { name: /^Take the invitation of/ }).click();
    await page.getByText('ona@example.com, administrator').waitFor();
    expect(page.url()).toBe(`${back}#/settings`);
    await page.getByText('The carrier’s key is in another browser').waitFor();
    await page.getByRole('cell', { name: 'ona@example.com (you)' }).waitFor();
    await page.getByRole('link', { name: 'Shipments' }).click();
    await page.getByRole('heading', { name: 'No shipments yet' }).waitFor();
    expect(await page.getByRole('button', { name: 'Announce a parcel' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Settings' }).click();
    await album.take(page, 'console-settings-person');
  });

  it('cut a person off at once, in a browser that shows something', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: 'Remove ona@example.com' }).click();
    await page.getByText(/is signed out everywhere at once/).waitFor();
    await page.getByRole('button', { name: 'Remove ona@example.com' }).click();
    await page.getByRole('cell', { name: 'ona@example.com', exact: true }).waitFor({ state: 'detached' });
    await away.page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  });

  it('give a dispatcher at the carrier’s desk their own role, and the key back after they leave', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: /^Sign in at 127/ }).click();
    await signInAs(page, 'kim');
    await page.getByRole('button', { name: /^Take the invitation of/ }).click();
    await page.getByText('kim@example.com, dispatcher').waitFor();
    await page.getByText(/^An administrator of your carrier invites/).waitFor();
    await page.getByRole('link', { name: 'Programs' }).click();
    await page.getByText(/^You read what stands here/).waitFor();
    await page.getByText(/^An address that only administrators see/).waitFor();
    for (const word of [/^Send a test/, /^New secret/, /^Remove/, /^Add this webhook/, /^Let it in/])
      expect(await page.getByRole('button', { name: word }).count()).toBe(0);
    expect(await page.content()).not.toContain('s3cret');
    await page.getByRole('cell', { name: 'a dispatcher', exact: true }).first().waitFor();
    await album.take(page, 'console-programs-dispatcher');
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.waitForURL(`${back}**`);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('the carrier, by its own key in this browser').waitFor();
  });

  it('axe finds nothing, nothing is wider than its screen, nothing foreign is asked for', () => {
    expect(album.complaints).toEqual([]);
    // The provider's own pages of this kind ask for a font; they are not ours.
    const ours = faultsOf(desk, away).filter((fault) => !fault.startsWith('https://fonts.googleapis.com/'));
    expect(ours).toEqual([]);
  });
});
