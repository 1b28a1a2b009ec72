import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrange, deliver, faultsOf, goToStop, knockUntilOpen, openScene, photographFailures, secondPhone, sees, slide, typeNumber, type Scene } from './people.ts'; // prettier-ignore
import { axeViolations } from '../world/axe.ts';
import { overhear, sayAgain } from './overheard.ts';

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

const openingsOf = async (visitId: string): Promise<number> => {
  const { page } = scene.recipient;
  await page.goto(`${scene.world.home}#/visit/${visitId}/evidence`);
  await page.getByText(/^\d+ receipts, complete to/).waitFor();
  await page.getByText(/it also stands in the server’s public log\. Seen there by localhost:\d+\/witness\.$/).waitFor();
  await page.getByText('The receipts one by one').click();
  await page
    .getByText(/^Receipt \d+ · /)
    .first()
    .waitFor();
  return page.getByText(/^Receipt \d+ · The door decided to open$/).count();
};

describe('what must not open does not, and both are told', () => {
  it('another parcel is doubted by the device and refused by the door, and the right one still opens', async () => {
    const { courier, recipient, home } = scene;
    const visit = await arrange(scene);
    await goToStop(scene, visit.visitId);
    await typeNumber(scene, 'LK 0000 0000 000 DE');
    await sees(courier, 'LK00000000000DE is not on this stop');
    await courier.page.getByRole('button', { name: 'It is the right one; ask the door' }).click();
    await slide(courier.page);
    await sees(courier, 'Parcel LK00000000000DE does not belong to this door.');
    await recipient.page.getByText('The courier showed another parcel than yours.').first().waitFor();
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });

    await courier.page.getByRole('button', { name: 'Scan again' }).click();
    await typeNumber(scene, visit.trackingNumber);
    await slide(courier.page, 0.6);
    await sees(courier, 'Ready to knock');
    await knockUntilOpen(scene);
    await home.push();
    await sees(courier, 'Door open');
    await home.pull();
    await sees(courier, 'Locked. Thank you.');
  });

  it('P1: the same knock, sent again during the visit and after it, opens nothing', async () => {
    const { courier, home } = scene;
    const visit = await arrange(scene);
    const knocks = overhear(courier.page, /\/knock$/);
    await deliver(scene, visit);
    const knock = knocks.at(-1);
    if (knock === undefined) throw new TypeError('no knock was heard');
    await home.push();
    await sees(courier, 'Door open');
    await sayAgain(courier.page, knock);
    await home.pull();
    await sees(courier, 'Locked. Thank you.');
    await sayAgain(courier.page, knock);
    await home.push();
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    expect(await openingsOf(visit.visitId)).toBe(1);
  });

  it('P3: a block before the visit is confirmed by the door, and the courier is told in a sentence', async () => {
    const { recipient, courier, home } = scene;
    const visit = await arrange(scene);
    await goToStop(scene, visit.visitId);
    await typeNumber(scene, visit.trackingNumber);
    const knockable = courier.page.getByRole('slider', { name: /^Slide to knock/ });
    await knockable.waitFor();
    await recipient.page.getByRole('button', { name: 'Block', exact: true }).click();
    await recipient.page
      .getByText(/^Blocked, confirmed by your door at \d\d:\d\d:\d\d$/)
      .first()
      .waitFor();
    await sees(courier, 'The household cancelled this visit');
    expect(await knockable.count()).toBe(0);
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    expect(await openingsOf(visit.visitId)).toBe(0);
  });

  it('P3: a block during the visit traps nobody, and nothing opens again', async () => {
    const { recipient, courier, home } = scene;
    const visit = await arrange(scene);
    const knocks = overhear(courier.page, /\/knock$/);
    await deliver(scene, visit);
    await home.push();
    await sees(courier, 'Door open');
    await recipient.page.getByRole('button', { name: 'Block', exact: true }).click();
    await recipient.page
      .getByText(/^Blocked, confirmed by your door at \d\d:\d\d:\d\d$/)
      .first()
      .waitFor();
    await recipient.page
      .getByText('An opening had already begun when it arrived. Look at the picture.')
      .first()
      .waitFor();
    await sees(courier, 'Please come out now');
    expect((await home.truth()).bolt).toBe(0);
    await home.pull();
    await sees(courier, /^Locked/);
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    const knock = knocks.at(-1);
    if (knock === undefined) throw new TypeError('no knock was heard');
    await sayAgain(courier.page, knock);
    await home.push();
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    // Whoever is still inside turns the handle, as always.
    await home.act({ type: 'hand', door: 1, act: { act: 'handle' } });
    await home.untilBolt(0);
    await home.act({ type: 'hand', door: 1, act: { act: 'key', to: 'locked' } });
    await home.untilBolt(100);
    expect(await openingsOf(visit.visitId)).toBe(1);
    // Whoever went is filmed for some seconds more; until then the visit is not over.
    await recipient.page.getByText(/^Receipt \d+ · The recording ended$/).waitFor();
  });

  it('a parcel sent elsewhere: the door confirms, the carrier answers, the courier is told where to', async () => {
    const { recipient, courier, dispatch, home } = scene;
    const visit = await arrange(scene);
    await recipient.page.getByRole('link', { name: 'Send the parcel elsewhere' }).click();
    await recipient.page.getByRole('radio', { name: /^To a collection point/ }).check();
    await recipient.page.getByRole('button', { name: 'Block and send elsewhere' }).click();
    await recipient.page.getByText('Instead: to a collection point.').first().waitFor();
    await recipient.page.getByText('The carrier has not answered yet.').first().waitFor();
    await recipient.page.getByText('The door confirmed: the parcel goes elsewhere').first().waitFor();
    await dispatch.carrier.answerDivert(visit.visitId, 'accepted');
    await recipient.page.getByText('The carrier agreed.').first().waitFor();
    await courier.page.goto(`${scene.world.courier}#/stop/${visit.visitId}`);
    await sees(courier, 'The parcel goes elsewhere');
    await courier.page.getByText('Take it to the collection point.').waitFor();
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
  });

  it('P3: nobody is let in for three days: confirmed by the door, with a receipt for the visit that ended, on the page of who can open it', async () => {
    const { recipient, courier, home, world } = scene;
    const visit = await arrange(scene);
    const { page } = recipient;
    await page.goto(`${world.home}#/visit/${visit.visitId}/block`);
    await page.getByRole('radio', { name: /^The device of/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(`${world.home}#/doors/1/access`);
    await page.getByRole('link', { name: 'Let nobody in for a while' }).click();
    const nobodyFor = async (howLong: RegExp) => {
      await page.getByRole('radio', { name: howLong }).check();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: /^Let nobody in until/ }).click();
      await page
        .getByText(/^Blocked, confirmed by your door at/)
        .first()
        .waitFor();
    };
    // The visit lasts longer than an hour: it is held up, and says so wherever it is shown.
    await nobodyFor(/^For an hour/);
    await page.getByRole('heading', { name: 'No visit that your door knew ended with it.' }).waitFor();
    for (const at of ['', `visit/${visit.visitId}`]) {
      await page.goto(`${world.home}#/${at}`);
      await page.getByText(/^Held up until today \d\d:\d\d$/i).waitFor();
      await page.getByText(/your door has confirmed it\. After that this visit/).waitFor();
    }
    const ben = await secondPhone(scene);
    for (const at of ['', `visit/${visit.visitId}`]) {
      await ben.page.goto(`${world.home}#/${at}`);
      await ben.page.getByText(/^Held up until today \d\d:\d\d$/i).waitFor();
      await ben.page.getByText(/^Another device of your household blocked it until then/).waitFor();
    }
    await ben.page.goto(`${world.home}#/doors/1/access`);
    await ben.page.getByRole('heading', { name: 'Held up by a block' }).waitFor();
    expect(await ben.page.getByText('Your hub has not heard of these').count()).toBe(0);
    await page.goto(`${world.home}#/doors/1/nobody`);
    await page.getByRole('button', { name: 'Choose a later end' }).click();
    await nobodyFor(/^For three days/);
    await page.getByRole('heading', { name: '1 visit ended with it' }).waitFor();
    await page.goto(`${world.home}#/doors/1/access`);
    await page.getByText(/^Nobody but members is let in until (?!today)/).waitFor();
    expect(await page.getByText(/^With this device, confirmed by your door/).count()).toBe(2);
    expect(await axeViolations(page)).toEqual([]);
    await courier.page.goto(`${world.courier}#/stop/${visit.visitId}`);
    await sees(courier, 'The household cancelled this visit');
    expect(await openingsOf(visit.visitId)).toBe(0);
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
  });
});
