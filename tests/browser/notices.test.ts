/** What a household hears while no page of the app is in front, and what it can do from there. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../world/until.ts';
import { forbidNotices, openWorker, type PushedTo } from '../world/worker.ts';
import { root } from '../world/world.ts';
import { announceTo, arrange, assign, faultsOf, openScene, photographFailures, sayInside, type Scene } from './people.ts'; // prettier-ignore

let scene: Scene;
let worker: PushedTo;
let hubId: string;

beforeAll(async () => {
  scene = await openScene();
  worker = await openWorker(scene.recipient.page);
  const home = await scene.recipient.page.evaluate<{ hubs: { hubId: string }[] }>(
    `fetch('/api/home').then((answer) => answer.json())`,
  );
  hubId = home.hubs[0]?.hubId ?? '';
});
afterAll(() => scene.close());
photographFailures(() => scene);

const arriving = (visitId: string, etaS = 720) =>
  worker.push({ type: 'arriving', hubId, visitId, carrier: 'Pax Parcels', etaS, saidMs: Date.now() });

const shows = (title: string | RegExp) =>
  until(`a notice that says ${String(title)}`, async () =>
    (await worker.notices()).find((one) => (typeof title === 'string' ? one.title === title : title.test(one.title))),
  );

/** The page keeps its language for the worker a moment after it speaks it, so the same is pushed until that is so. */
async function spoken(visitId: string, language: RegExp, title: string): Promise<void> {
  await scene.recipient.page.getByRole('button', { name: language }).first().click();
  await until(`a notice that says ${title}`, async () => {
    await arriving(visitId);
    return (await worker.notices()).some((notice) => notice.title === title && notice.tag === `visit-${visitId}`);
  });
}

describe('a notice', () => {
  it('P3: says who comes, and Block on it signs, is sent, and is confirmed by the door, without the app', async () => {
    const { visitId } = await arrange(scene);
    // The page is elsewhere: whatever happens now is done by the worker.
    await scene.recipient.page.goto('about:blank');
    await arriving(visitId);
    const notice = await shows('Pax Parcels arrives in about 12 min');
    expect(notice).toMatchObject({ actions: ['Watch', 'Block'], tag: `visit-${visitId}`, icon: '/home/icon-192.png' });

    await worker.tap(notice.title, 'block');
    const confirmed = await shows(/^Blocked, confirmed by your door at \d\d:\d\d:\d\d$/);
    expect(confirmed.tag).toBe(notice.tag);
    expect(await worker.notices()).toHaveLength(1);

    await scene.recipient.page.goto(`${scene.world.home}#/visit/${visitId}`);
    await scene.recipient.page.getByText(confirmed.title).first().waitFor();
  });

  it('P3: says *sent, not yet confirmed* while the door cannot be reached, and no more', async () => {
    const { visitId } = await arrange(scene);
    await scene.home.act({ type: 'router', line: 'cut' });
    await arriving(visitId);
    await worker.tap((await shows(/arrives in about/)).title, 'block');
    const waiting = await shows('Sent, not yet confirmed by your door');
    await until('the worker to have waited long enough', async () => {
      const notice = (await worker.notices()).find(({ tag }) => tag === waiting.tag);
      return notice?.body.startsWith('Your door has not confirmed it yet.');
    });
    expect((await worker.notices()).filter(({ tag }) => tag === waiting.tag).map(({ title }) => title)).toEqual([
      waiting.title,
    ]);
    // The page that is open shows the same block, and is first to hear when the door is back.
    await scene.recipient.page.goto(`${scene.world.home}#/visit/${visitId}`);
    await scene.recipient.page.getByText('Not confirmed', { exact: true }).first().waitFor();
    await scene.home.act({ type: 'router', line: 'up' });
    await scene.recipient.page.getByText(/^Blocked, confirmed by your door at/).first().waitFor(); // prettier-ignore
  });

  it('speaks the language of the app', async () => {
    const announced = await announceTo(scene);
    const visitId = await sayInside(scene.recipient, scene.world, announced.trackingNumber);
    await assign(scene, announced);
    await spoken(visitId, /^DE, /, 'Pax Parcels kommt in etwa 12 min');
    await spoken(visitId, /^EN, /, 'Pax Parcels arrives in about 12 min');
  });

  it('is watched with one tap: the app that is open, wherever it stands, shows that visit, and it stays one app', async () => {
    const { page, context } = scene.recipient;
    const announced = await announceTo(scene);
    const visitId = await sayInside(scene.recipient, scene.world, announced.trackingNumber);
    await assign(scene, announced);
    await page.goto(`${scene.world.home}#/household/this-device`);
    await page.getByRole('heading', { name: 'Notifications on this device' }).waitFor();
    const apps = context.pages().length;
    await arriving(visitId, 480);
    const notice = await shows('Pax Parcels arrives in about 8 min');
    await worker.tap(notice.title, 'watch');
    await page.waitForURL(`${scene.world.home}#/visit/${visitId}`);
    await page.getByRole('heading', { level: 1, name: 'Visit by Test Parcels' }).waitFor({ state: 'attached' });
    // The door beside it, and Block one tap away: what somebody who watches needs.
    await page.getByRole('img', { name: /^Flat door: / }).waitFor();
    await page.getByRole('button', { name: 'Block' }).waitFor();
    expect(context.pages()).toHaveLength(apps);
    expect((await worker.notices()).filter(({ tag }) => tag === notice.tag)).toEqual([]);
  });

  it('of something that the door did not sign says that it could not be checked', async () => {
    await worker.push({ type: 'receipt', hubId, seq: 1, parent: '', receipt: 'AAAA', carrier: 'Pax Parcels' });
    await shows('Something was said about your door');
  });
});

describe('a clock that jumps', () => {
  const hours = (n: number) => n * 3_600_000;

  it('P12: the household’s phone says by how much it is off, signs nothing that lets somebody in, and goes on when it is right', async () => {
    const { page } = scene.recipient;
    await announceTo(scene);
    await page.clock.install();
    await page.goto(`${scene.world.home}#/`);
    await page.getByRole('link', { name: 'Inside, please' }).first().waitFor();
    // Within the parcel's window: past it, the app would have nothing to offer.
    await page.clock.setSystemTime(Date.now() + hours(0.75));
    await page
      .getByText(/^This device’s clock is about 4[45]\smin ahead$/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Inside, please' }).first().click();
    await page.getByText('This device’s clock is off. Set it right, then you can sign.').first().waitFor();
    await page.clock.setSystemTime(Date.now() - hours(3));
    await page.getByText('This device’s clock is about 3 h behind').first().waitFor();
    await page.screenshot({ path: join(root, 'artifacts', 'screens', 'home-clock-off.png'), fullPage: true });
    await page.clock.setSystemTime(Date.now());
    await page
      .getByText(/This device’s clock is/)
      .first()
      .waitFor({ state: 'detached' });
    await page.getByText(/Its key is kept from now on|The key is the one you know/).waitFor();
    await page.getByRole('button', { name: 'Sign and allow once' }).click();
    await page.waitForURL(/#\/visit\//);
  });

  it('P12: the courier’s phone says what still works', async () => {
    const { page } = scene.courier;
    await page.clock.install();
    await page.goto(`${scene.world.courier}#/`);
    await page.clock.setSystemTime(Date.now() - hours(2));
    await page.getByText('This device’s clock is about 2 h behind').first().waitFor();
    await page.getByText(/With reception you knock as always/).waitFor();
    await page.screenshot({ path: join(root, 'artifacts', 'screens', 'courier-clock-off.png'), fullPage: true });
    await page.clock.setSystemTime(Date.now());
    await page
      .getByText(/This device’s clock is/)
      .first()
      .waitFor({ state: 'detached' });
  });
});

describe('the setting', () => {
  const card = () => scene.recipient.page.getByRole('region', { name: 'Notifications on this device' });

  it('says in words when the browser’s push service is not there, and when the browser forbids it', async () => {
    const { page } = scene.recipient;
    await page.goto(`${scene.world.home}#/household/this-device`);
    await card().getByRole('button', { name: 'Notify this device' }).click();
    // Nothing outside this machine can be reached, so a browser's own push service cannot either.
    await card().getByRole('button', { name: 'Try again' }).waitFor();
    await card().getByText('This browser’s push service was not reached.').first().waitFor();
    await page.screenshot({ path: join(root, 'artifacts', 'screens', 'home-notices-no-service.png'), fullPage: true });
    await forbidNotices(scene.browser, page);
    await page.reload();
    await card().getByText('This browser does not let Latchkey notify you.').first().waitFor();
    expect(await card().getByRole('button').count()).toBe(0);
    await page.screenshot({ path: join(root, 'artifacts', 'screens', 'home-notices-denied.png'), fullPage: true });
    // Chromium's own remark about a private profile, which every profile of a test is.
    expect(faultsOf(scene.recipient).filter((fault) => !fault.includes('incognito mode'))).toEqual([]);
  });
});

describe('a household whose server is gone', () => {
  it('opens, and says truthfully what it does not know', async () => {
    const { page } = scene.recipient;
    await page.goto(`${scene.world.home}#/`);
    await scene.world.stop();
    await page.reload();
    await page.getByText('No connection to the server.').first().waitFor();
    await page.goto(`${scene.world.home}#/doors`);
    await page.getByRole('img', { name: 'Flat door: Unknown' }).waitFor();
    await page.screenshot({ path: join(root, 'artifacts', 'screens', 'home-offline-doors.png'), fullPage: true });
    await page.goto(`${scene.world.home}#/`);
    await page.screenshot({ path: join(root, 'artifacts', 'screens', 'home-offline-today.png'), fullPage: true });
  });
});
