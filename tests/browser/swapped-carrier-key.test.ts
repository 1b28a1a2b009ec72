import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announceTo, faultsOf, openScene, type Scene } from './people.ts';

/** The answer of the server's list of parcels, as a server in an attacker's hands would give it. */
const swapKey = (text: string, keyId: string): string => text.replaceAll(/"keyId":"[^"]{22}"/g, `"keyId":"${keyId}"`);

describe('a server that shows its own key as the carrier’s, before first contact', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.close());

  it('is noticed by the recipient, who asked the carrier’s own domain, and nothing is signed', async () => {
    const { page } = scene.recipient;
    const written: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/home/grants')) written.push(request.url());
    });
    await page.route('**/api/home/shipments', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: swapKey(await answer.text(), 'AAAAAAAAAAAAAAAAAAAAAA') });
    });
    await announceTo(scene);
    await page.goto(`${scene.world.home}#/`);
    await page.getByRole('link', { name: 'Inside, please' }).first().click();
    await page.getByText('does not show the key that announced this parcel').waitFor();
    const sign = page.getByRole('button', { name: 'Sign and allow once' });
    expect(await sign.getAttribute('aria-disabled')).toBe('true');
    await sign.click({ force: true });
    expect(written).toEqual([]);
    expect(page.url()).not.toContain('#/visit/');

    await page.unroute('**/api/home/shipments');
    await page.reload();
    await page.getByText('Its key is kept from now on').waitFor();
    expect(faultsOf(scene.recipient)).toEqual([]);
  });
});
