import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
photographFailures(() => scene);

describe('a whole visit, recipient and courier side by side', () => {
  it('P1, P4, P5, P6, P7: announced, allowed, watched while it moves, locked, and kept as film and receipts', async () => {
    const { recipient, courier, home } = scene;
    const announced = await announceTo(scene);
    const visitId = await sayInside(recipient, scene.world);
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
});
