import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAlbum } from './album.ts';
import { until } from '../world/until.ts';
import { announceTo, arrange, assign, deliver, faultsOf, goToStop, openScene, photographFailures, sees, slide, typeNumber, untilUnlocked, type Granted, type Scene } from './people.ts'; // prettier-ignore

let scene: Scene;
const album = openAlbum();

beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => {
  const faults = faultsOf(scene.recipient, scene.courier);
  await scene.close();
  expect([...faults, ...album.complaints]).toEqual([]);
});
photographFailures(() => scene);

/** *Inside, please, and ask me each time*: announced, allowed and assigned. */
const arrangeAsking = async (): Promise<Granted> => {
  const { page } = scene.recipient;
  const announced = await announceTo(scene);
  await page.goto(`${scene.world.home}#/`);
  await page.getByRole('link', { name: 'Inside, please' }).first().click();
  await page.getByText(/Its key is kept from now on|The key is the one you know/).waitFor();
  await page.getByText('At the door', { exact: true }).first().click();
  await page.getByRole('radio', { name: /^Ask me each time/ }).check();
  await page.getByText('Somebody of your household says yes to the very knock').waitFor();
  await page.getByRole('button', { name: 'Sign and allow once' }).click();
  await page.waitForURL(/#\/visit\//);
  const visitId = decodeURIComponent(new URL(page.url()).hash.replace('#/visit/', ''));
  await assign(scene, announced);
  return { ...announced, visitId };
};

const knock = async (visit: Granted): Promise<void> => {
  await goToStop(scene, visit.visitId);
  await typeNumber(scene, visit.trackingNumber);
  await slide(scene.courier.page);
  await sees(scene.courier, 'Waiting for the household');
};

/** From wherever the household's phone is to the question. */
const look = async (): Promise<void> => {
  await scene.recipient.page.getByRole('button', { name: 'Look and decide' }).click();
};

describe('a household whose door does not lock', () => {
  it('answers the alarm of a door that does not lock, and the courier may go on', async () => {
    const { recipient, courier, home, world } = scene;
    const visit = await arrange(scene);
    await deliver(scene, visit);
    await home.push();
    await sees(courier, 'Door open');
    await home.act({ type: 'fault', door: 1, faults: { jamAtPercent: 50 } });
    await home.pull();
    await sees(courier, 'Shut');
    await until('the alarm of the door', async () => (await home.state()).hub.siren, 90_000);
    await sees(courier, 'Not locked yet');
    await courier.page.goto(`${world.courier}#/`);
    await courier.page.getByText('Still at this door').waitFor();
    await courier.page.goBack();
    await recipient.page.goto(`${world.home}#/doors/1`);
    await recipient.page.getByRole('button', { name: 'Lock', exact: true }).click();
    await courier.page.getByText('The household has heard the alarm and sees to the door. You may go on.').waitFor();
    await album.take(courier.page, 'courier-released');
    await courier.page.getByRole('link', { name: 'Next stop' }).click();
    await courier.page.waitForURL(/#\/$/);
    expect(await courier.page.getByText('Still at this door').count()).toBe(0);
    await home.act({ type: 'fault', door: 1, faults: { jamAtPercent: null } });
    await home.act({ type: 'hand', door: 1, act: { act: 'key', to: 'locked' } });
    await courier.page.goto(`${world.courier}#/stop/${visit.visitId}`);
    await sees(courier, 'Locked. Thank you.');
  });
});

describe('a household that wants to be asked', () => {
  it('P1, P7: sees who stands there, live, and lets in with one touch; the courier waits in front of a shut door until then', async () => {
    const { recipient, courier, home, world } = scene;
    const visit = await arrangeAsking();
    await recipient.page.goto(`${world.home}#/parcels`);
    await knock(visit);
    await look();
    await recipient.page.getByText('LIVE', { exact: true }).waitFor();
    await recipient.page.getByRole('button', { name: 'Do not open' }).waitFor();
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    await recipient.page.getByRole('button', { name: 'Let in', exact: true }).click();
    await recipient.page.getByText('You said yes', { exact: true }).first().waitFor();
    await untilUnlocked(scene);
    await home.push();
    await sees(courier, 'Door open');
    await home.pull();
    await sees(courier, 'Locked. Thank you.');
    await recipient.page.getByRole('link', { name: 'To the visit' }).click();
    await recipient.page.getByText('With a yes from your household').waitFor();
  });

  it('P7: says no to a picture that is not live, and the courier hears it kindly, in front of a door that never moved', async () => {
    const { recipient, courier, home } = scene;
    const visit = await arrangeAsking();
    await knock(visit);
    await look();
    await recipient.page.getByRole('button', { name: 'Let in', exact: true }).waitFor();
    await home.act({ type: 'camera', fault: 'freeze' });
    await recipient.page.getByRole('button', { name: 'Let in without seeing' }).waitFor();
    const leads = await recipient.page.getByRole('button', { name: 'Do not open' }).getAttribute('data-kind');
    expect(leads).toBe('main');
    await album.take(recipient.page, 'asked-not-live');
    await recipient.page.getByRole('button', { name: 'Do not open' }).click();
    await recipient.page.getByText('You did not open', { exact: true }).first().waitFor();
    await album.take(recipient.page, 'asked-said-no');
    await sees(courier, 'The household does not open the door now.');
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    await home.act({ type: 'camera', fault: 'none' });
  });
});
