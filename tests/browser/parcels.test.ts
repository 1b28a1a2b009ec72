/** A household decides about its parcels at its phone; the carrier's side is the SDK. Every screen on the way is pictured. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCalendar } from '../../packages/delivery/src/testing/read-calendar.ts';
import { shipmentOf, stopOf } from '../world/carrier.ts';
import { until } from '../world/until.ts';
import { openAlbum } from './album.ts';
import { announceTo, faultsOf, openScene, photographFailures, type Scene } from './people.ts';

let scene: Scene;
const album = openAlbum();

beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => {
  const faults = faultsOf(scene.recipient, scene.courier);
  await scene.close();
  expect(faults).toEqual([]);
  expect(album.complaints).toEqual([]);
});
photographFailures(() => scene);

const section = async (name: string) => {
  const { page } = scene.recipient;
  await page.goto(`${scene.world.home}#/`);
  await page.getByRole('navigation').getByRole('link', { name }).click();
};
const fold = (title: string) => scene.recipient.page.locator('summary', { hasText: title }).click();
const sign = () => scene.recipient.page.getByRole('button', { name: 'Sign and allow once' }).click();
const openParcel = async (number: string) => {
  await section('Parcels');
  await scene.recipient.page.getByRole('link', { name: new RegExp(number) }).click();
  await scene.recipient.page.getByText(/Its key is kept from now on|The key is the one you know/).waitFor();
};

/** What stands in a calendar, each kind once. */
const kindsOf = (events: ReturnType<typeof readCalendar>['events']) =>
  [...new Set(events.map(({ SUMMARY }) => SUMMARY))].sort();

describe('a parcel is decided', () => {
  it('with wishes that reach the courier’s device, and without the code that was typed', async () => {
    const { page } = scene.recipient;
    await section('Parcels');
    await page.getByText('No parcels yet.').waitFor();
    await album.take(page, 'home-parcels-none');
    await page.getByRole('link', { name: /Rules for parcels/ }).click();
    await page.getByText('No rules yet.').waitFor();
    await album.take(page, 'home-rules-none');
    await page.getByRole('link', { name: 'To your parcels' }).click();

    const { shipmentId, trackingNumber } = await announceTo(scene);
    await page.getByRole('heading', { name: 'Waits for you' }).waitFor();
    await album.take(page, 'home-parcels-waiting');
    await openParcel(trackingNumber);
    await album.take(page, 'home-parcel');

    await fold('What the courier should know');
    await page.getByRole('checkbox', { name: /A dog is at home/ }).check();
    await page.getByRole('textbox', { name: 'A note for the courier' }).fill('Gate 4711, then the second door.');
    await page
      .getByText(/This looks like a code/)
      .first()
      .waitFor();
    const held = page.getByRole('button', { name: 'Sign and allow once' });
    expect(await held.getAttribute('aria-disabled')).toBe('true');
    await page.getByText(/Take it out, then you can sign/).waitFor();
    await album.take(page, 'home-parcel-code');
    await page.getByRole('button', { name: 'Take it out' }).click();
    await fold('If nobody gets in');
    await page.getByRole('radio', { name: /Take it to a neighbour/ }).check();
    await page.getByRole('textbox', { name: 'Which neighbour' }).fill('Sahin, second floor');
    await fold('Who may come');
    await page.getByRole('radio', { name: /Only couriers the carrier names itself/ }).check();
    await fold('Next time from');
    await page.getByRole('radio', { name: /Sign it for me/ }).check();
    await album.take(page, 'home-parcel-wishes');
    await sign();
    await page.waitForURL(/#\/visit\//);
    await page.getByText('Take it to a neighbour: Sahin, second floor').waitFor();
    await album.take(page, 'home-visit-planned');
    // As if 105 of the window's 120 minutes had passed without anybody.
    await page.evaluate('{ const now = Date.now; Date.now = () => now() + 105 * 60_000; }');
    await page
      .getByText(/^Nobody has come in yet. The window ends at/)
      .last()
      .waitFor();
    await album.take(page, 'home-visit-late');
    await page.reload();

    const granted = await shipmentOf(scene.dispatch, shipmentId);
    await scene.dispatch.carrier.assign(granted, scene.dispatch.courier.courierId);
    const { text } = await stopOf(scene.dispatch, granted.visit?.visitId ?? '');
    expect(text).toMatchObject({
      note: 'Gate …, then the second door.',
      expect: ['dog'],
      ifFails: { to: 'neighbour', detail: 'Sahin, second floor' },
    });
  });

  it('by a rule, which is read, changed, switched off and forgotten on the phone that keeps it', async () => {
    const { page } = scene.recipient;
    await section('Household');
    await page.getByRole('link', { name: /^Calendar/ }).waitFor();
    await album.take(page, 'home-household');
    await page.getByRole('link', { name: /Rules for parcels/ }).click();
    await page.getByText('Whenever the carrier announces it').waitFor();
    await page.getByText(/Signed by this phone while the app is open/).waitFor();
    await page.getByRole('link', { name: /^Change the rule/ }).click();
    await page.getByRole('radio', { name: /Only on some days/ }).check();
    for (const day of ['Saturday', 'Sunday']) await page.getByRole('button', { name: day }).click();
    await page.getByLabel('Until').fill('08:00');
    await page
      .getByText(/at least 15 minutes after they begin/)
      .first()
      .waitFor();
    await album.take(page, 'home-rule-hours-wrong');
    await page.getByLabel('Until').fill('17:00');
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByText('Weekdays, 09:00–17:00').waitFor();
    await album.take(page, 'home-rules');

    await page.getByRole('button', { name: /^Switch the rule .* off$/ }).click();
    await page.getByText('Switched off. Parcels wait for you.').waitFor();
    const { trackingNumber } = await announceTo(scene);
    await openParcel(trackingNumber);
    expect(await page.locator('summary', { hasText: 'Next time from' }).innerText()).toMatch(/Ask me each time/);
    await page.goto(`${scene.world.home}#/parcels/rules`);
    await page.getByRole('button', { name: /^Forget the rule/ }).click();
    await page.getByText(/wait for you again/).waitFor();
    await page.getByRole('button', { name: 'Forget this rule' }).click();
    await page.getByText('No rules yet.').waitFor();
  });

  it('and stands in a calendar, with names in a file and without them at an address', async () => {
    const { page, context } = scene.recipient;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await section('Household');
    await page.getByRole('link', { name: /^Calendar/ }).click();
    await page.getByRole('button', { name: 'Make an address' }).waitFor();
    await album.take(page, 'home-calendar');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the file' }).click(),
    ]);
    const file = readCalendar(await readFile(await download.path(), 'utf8'));
    expect(kindsOf(file.events)).toEqual(['Parcel from Test Parcels (not yet allowed)', 'Parcel from Test Parcels, Flat door']); // prettier-ignore

    await page.getByRole('button', { name: 'Make an address' }).click();
    await page.getByRole('button', { name: 'Copy the address' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const address = await page.evaluate<string>('navigator.clipboard.readText()');
    await page.getByText(/No program has read it yet/).waitFor();
    await album.take(page, 'home-calendar-address');
    const feed = await fetch(address);
    const { events } = readCalendar(await feed.text());
    expect(kindsOf(events)).toEqual(['Parcel from Test Parcels', 'Parcel from Test Parcels (not yet allowed)']);
    const names = (all: typeof events) => all.map(({ UID }) => UID).sort();
    expect(names(events)).toEqual(names(file.events));
    await page.getByRole('button', { name: 'End the address' }).click();
    await page.getByRole('button', { name: 'Make an address' }).waitFor();
    expect((await fetch(address)).status).toBe(404);
  });

  it('and is not let in: the household says so, and its carrier hears what to do with it', async () => {
    const { page } = scene.recipient;
    const { shipmentId, trackingNumber } = await announceTo(scene);
    await openParcel(trackingNumber);
    await page.getByRole('button', { name: 'Do not accept it' }).click();
    const line = page.getByRole('listitem').filter({ hasText: trackingNumber });
    await line.getByText('Not accepted', { exact: true }).waitFor();
    const atCarrier = (await scene.dispatch.carrier.shipments()).find((s) => s.shipmentId === shipmentId);
    expect(atCarrier).toMatchObject({ state: 'declined', declined: { wish: 'return' } });
  });

  it('and is shown without a line as it was, with the time of it', async () => {
    const { page, context } = scene.recipient;
    await section('Parcels');
    await page.getByRole('heading', { name: 'Waits for you' }).waitFor();
    await until('the day to be kept on the phone', () =>
      page.evaluate<boolean>(`new Promise((resolve) => {
        const opening = indexedDB.open('latchkey-home');
        opening.onsuccess = () => {
          const asked = opening.result.transaction('shelf').objectStore('shelf').get('day');
          asked.onsuccess = () => resolve(asked.result !== undefined && asked.result.parcels.waiting.length > 0);
        };
      })`),
    );
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await context.setOffline(true);
    await page.reload();
    await page.getByText(/^As of today, \d\d:\d\d$/).waitFor();
    await page.getByRole('heading', { name: 'Waits for you' }).waitFor();
    expect(await page.getByRole('main').getByRole('listitem').getByRole('link').count()).toBe(0);
    await album.take(page, 'home-parcels-as-of');
    await page.getByRole('navigation').getByRole('link', { name: 'Today' }).click();
    await page.getByText('Expected', { exact: true }).waitFor();
    await album.take(page, 'home-today-as-of');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText(/^As of today/).waitFor({ state: 'detached' });
  });
});
