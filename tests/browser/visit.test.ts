import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../world/chromium.ts';
import { root } from '../world/world.ts';
import { openAlbum } from './album.ts';
import {
  announceTo,
  assign,
  deliver,
  faultsOf,
  openScene,
  photographFailures,
  sayInside,
  sees,
  type Scene,
} from './people.ts';
import { clockAfter, pictureAgeMs } from './picture.ts';

let scene: Scene;
const album = openAlbum();

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
photographFailures(() => scene);

describe('a whole visit, recipient and courier side by side', () => {
  it('P1, P4, P5, P6, P7: announced, allowed, watched while it moves, locked, and kept as film and receipts', async () => {
    const { recipient, courier, home } = scene;
    const announced = await announceTo(scene);
    const visitId = await sayInside(recipient, scene.world, announced.trackingNumber);
    await recipient.page.getByText('Allowed, no courier named yet').first().waitFor();
    await assign(scene, announced);
    await recipient.page.getByText('A courier is named').first().waitFor();
    await courier.page.getByRole('button', { name: 'I am on my way' }).click();
    await recipient.page.getByText('Arriving soon').first().waitFor();

    await deliver(scene, { ...announced, visitId });
    await recipient.page.getByText('At your door now').first().waitFor();
    await home.push();
    await sees(courier, 'Door open');
    await recipient.page.getByText('LIVE', { exact: true }).waitFor();
    const first = await clockAfter(recipient.page, 'Live picture');
    await clockAfter(recipient.page, 'Live picture', first + 1000);
    expect(await pictureAgeMs(recipient.page, 'Live picture')).toBeLessThan(3000);
    await recipient.page.getByRole('img', { name: 'Flat door: Open' }).waitFor();

    await home.pull();
    await sees(courier, 'Locked. Thank you.');
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    await recipient.page.getByText('Delivered, door locked').first().waitFor();
    await recipient.page.getByText('The visit is complete: shut, and the bolt thrown').first().waitFor();

    await recipient.page.getByRole('button', { name: 'Play' }).click();
    const played = await clockAfter(recipient.page, 'Film');
    expect(await clockAfter(recipient.page, 'Film', played + 500)).toBeGreaterThan(played);
    await recipient.page.getByText('Complete: every record is in its place.').waitFor();
    await recipient.page.getByRole('button', { name: /Verified on this device/ }).click();
    await recipient.page.getByText(/^\d+ receipts, complete to/).waitFor();
    expect(faultsOf(recipient, courier)).toEqual([]);
  });

  it('P9: is given away as one file, whose film somebody sees who has no server', async () => {
    const { page } = scene.recipient;
    await page.getByText(/^Up to receipt \d+ it also stands in the server’s public log\./).waitFor();
    await page.getByLabel('With the film').check();
    await album.take(page, 'home-evidence-film');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const file = await (await saved).path();

    const reader = await person(scene.browser, { size: 'desk', theme: 'light', language: 'en' });
    await reader.context.setOffline(true);
    await reader.page.goto(pathToFileURL(join(root, 'dist/web/verify/latchkey-verify.html')).href);
    await reader.page.locator('input[type=file]').setInputFiles(file);
    await reader.page.getByText('It holds, for this visit alone.').first().waitFor();
    await reader.page
      .getByText(
        /^\d+ of this visit .* Not shown are \d+ of this hub before them.*says that these are all of this visit/,
      )
      .waitFor();
    await reader.page.getByText(/ has all of it, in a tree of \d+, seen by localhost:\d+\/witness at /).waitFor();
    await reader.page.getByText(/none is missing\. The file holds the key to its pictures\.$/).waitFor();
    await reader.page.getByRole('button', { name: 'Play the film' }).click();
    const seen = await clockAfter(reader.page, 'The film');
    expect(await clockAfter(reader.page, 'The film', seen + 500)).toBeGreaterThan(seen);
    await album.take(reader.page, 'verify-film');
    expect([...faultsOf(scene.recipient, reader), ...album.complaints]).toEqual([]);
  });
});
