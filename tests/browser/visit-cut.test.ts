import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { until } from '../world/until.ts';
import { arrange, deliver, faultsOf, goToStop, openScene, photographFailures, secondPhone, sees, slide, typeNumber, untilUnlocked, type Scene } from './people.ts'; // prettier-ignore
import { clockAfter } from './picture.ts';
import { wordsOfDoor } from './words.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => {
  const faults = faultsOf(scene.recipient, scene.courier);
  await scene.close();
  expect(faults).toEqual([]);
});
photographFailures(() => scene);
afterEach(async () => {
  await scene.home.act({ type: 'camera', fault: 'none' });
  await scene.home.act({ type: 'router', line: 'up' });
});

const live = () => scene.recipient.page.getByText('LIVE', { exact: true });

/** The lines over which this page asks for live pictures, each once. */
const liveFilms = (page: Page): ReadonlySet<string> => {
  const films = new Set<string>();
  page.on('websocket', (line) => films.add(line.url()));
  return films;
};

const leave = async () => {
  await scene.home.pull();
  await sees(scene.courier, 'Locked. Thank you.');
};

describe('what is cut in the middle', () => {
  it('P6: without a picture nobody gets in; with it again, the same courier does', async () => {
    const { courier, home } = scene;
    const visit = await arrange(scene);
    await home.act({ type: 'camera', fault: 'cut' });
    await goToStop(scene, visit.visitId);
    await typeNumber(scene, visit.trackingNumber);
    await slide(courier.page);
    await sees(courier, /^The camera gives no picture, so the door stays shut|^The camera is starting/);
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    await home.act({ type: 'camera', fault: 'none' });
    await courier.page.getByRole('button', { name: 'Try again' }).click();
    await untilUnlocked(scene);
    await home.push();
    await sees(courier, 'Door open');
    await leave();
  });

  it('P7: a camera cut during the visit is no longer live, and the gap is told', async () => {
    const { recipient, courier, home } = scene;
    const visit = await arrange(scene);
    await deliver(scene, visit);
    await home.push();
    await sees(courier, 'Door open');
    await live().waitFor();
    const seen = await clockAfter(recipient.page, 'Live picture');
    await home.act({ type: 'camera', fault: 'cut' });
    await live().waitFor({ state: 'detached' });
    await recipient.page
      .getByText(/^No picture: the line to the camera is lost|^Not live: the picture is late/)
      .first()
      .waitFor();
    await home.act({ type: 'camera', fault: 'none' });
    await live().waitFor();
    expect(await clockAfter(recipient.page, 'Live picture', seen + 1000)).toBeGreaterThan(seen);
    await leave();
    await recipient.page.getByText('The film has a gap', { exact: true }).first().waitFor();
    await recipient.page
      .getByText(/^The film has \d+ gaps?\.$/)
      .first()
      .waitFor();
  });

  it('P11: at a removal the live view goes on with the second film, and the removed one’s picture does not', async () => {
    const { recipient, courier, home, world } = scene;
    const ben = await secondPhone(scene);
    const visit = await arrange(scene);
    await deliver(scene, visit);
    await home.push();
    await sees(courier, 'Door open');
    const films = liveFilms(recipient.page);
    await recipient.page.reload();
    await live().waitFor();
    const bens = ben.page.getByText('LIVE', { exact: true });
    await ben.page.goto(`${world.home}#/visit/${visit.visitId}`);
    await bens.waitFor();
    // Another tab of the same phone, so that nobody leaves the picture to remove somebody.
    const tab = await recipient.context.newPage();
    await tab.goto(`${world.home}#/household`);
    await tab.getByRole('link', { name: /^Ben’s phone/ }).click();
    await tab.getByRole('button', { name: 'Remove this device' }).click();
    await tab.getByRole('button', { name: 'Sign and remove' }).click();
    await tab.waitForURL(/#\/household$/);
    await bens.waitFor({ state: 'detached' });
    const removed = await clockAfter(recipient.page, 'Live picture');
    await until('the second film', () => films.size === 2);
    await live().waitFor();
    expect(await clockAfter(recipient.page, 'Live picture', removed + 1000)).toBeGreaterThan(removed);
    expect(await bens.isVisible()).toBe(false);
    await leave();
    await tab.close();
    await ben.context.close();
  });

  it('P3: a block that cannot reach the door is not confirmed, until it can', async () => {
    const { recipient, home } = scene;
    await arrange(scene);
    await home.act({ type: 'router', line: 'cut' });
    await recipient.page.getByRole('button', { name: 'Block', exact: true }).click();
    await recipient.page.getByText('Not confirmed', { exact: true }).first().waitFor();
    await recipient.page
      .getByText(/It stops honouring this visit by .+, unless the server lies\./)
      .first()
      .waitFor();
    expect(await recipient.page.getByText(/^Blocked, confirmed/).count()).toBe(0);
    await home.act({ type: 'router', line: 'up' });
    await recipient.page
      .getByText(/^Blocked, confirmed by your door at/)
      .first()
      .waitFor();
  });

  it('P4, P10: the plug pulled in the middle: unknown and never locked from old news; plugged in, the app alone resumes it', async () => {
    const { recipient, courier, home } = scene;
    const visit = await arrange(scene);
    await deliver(scene, visit);
    await home.push();
    await sees(courier, 'Door open');
    await recipient.page.getByRole('img', { name: 'Flat door: Open' }).waitFor();
    const words = await wordsOfDoor(recipient.page, 'Flat door');
    await home.act({ type: 'power', plugged: false });
    await live().waitFor({ state: 'detached' });
    await home.pull();
    await recipient.page.getByRole('img', { name: 'Flat door: Unknown' }).waitFor();
    expect(await words()).toEqual(['Open', 'Unknown']);
    await recipient.page.getByText('At your door when it last answered').first().waitFor();
    expect(await recipient.page.getByText('You see what it sees').count()).toBe(0);
    expect(await courier.page.getByRole('heading', { level: 1, name: /^Locked/ }).count()).toBe(0);

    await home.act({ type: 'power', plugged: true });
    await until('the hub to be back', async () => (await home.state()).hub.connected);
    await sees(courier, 'Locked. Thank you.');
    await home.untilBolt(100);
    await recipient.page.goto(`${scene.world.home}#/doors/1`);
    await recipient.page.getByRole('img', { name: 'Flat door: Locked' }).waitFor();

    const next = await arrange(scene);
    await deliver(scene, next);
    await home.push();
    await sees(courier, 'Door open');
    await leave();
  });
});
