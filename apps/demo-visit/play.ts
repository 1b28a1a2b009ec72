import { isBroken, type BrokenStop, type CourierDevice, type Fact, type Stop, type World } from '@latchkey/carrier-sdk';
import { deliver } from './delivery.ts';
import { announceParcel, findShipment, readDemo, setUpCarrier, takeOnOnce, until } from './dispatch.ts';
import type { Ending } from './endings.ts';
import { handsAt } from './hardware.ts';
import type { Settings } from './settings.ts';
import type { Words } from './words.ts';

/** Everything that the program's two parts share. */
export interface Stage {
  readonly world: World;
  readonly settings: Settings;
  readonly data: string;
  readonly folder: string;
  readonly server: string;
  readonly words: Words;
  readonly device: CourierDevice;
  readonly say: (line: string) => void;
  readonly sayFact: (fact: Fact, sentence: string) => void;
  readonly pause: () => Promise<void>;
  readonly time: (unixS: number) => string;
}

/** Carrier and courier, from the announcement to the locked door. */
export const play = async (stage: Stage): Promise<Ending> => {
  const { world, words, say, settings, server } = stage;
  const { carrier, book, demo, name } = await setUpCarrier(world, stage.folder, stage.data);
  say(words.carrier(name));
  const courier = await takeOnOnce(carrier, await book.all(), stage.device, words.courierName);

  if (demo.handle === undefined) say(words.openHome(`${server}/home/`));
  const handle = await until(world, settings.patienceS, async () => (await readDemo(carrier)).handle);
  if (handle === undefined) return gaveUp(stage);
  const { shipmentId, trackingNumber } = await announceParcel(carrier, world, handle);
  say(words.announced(trackingNumber, handle));

  say(words.chooseInside(`${server}/home/`));
  const shipment = await until(world, settings.patienceS, async () => {
    const found = await findShipment(carrier, shipmentId);
    return found?.visit === undefined ? undefined : { ...found, visit: found.visit };
  });
  if (shipment === undefined) return gaveUp(stage);
  const { dropPlace } = await carrier.note(shipment.visit);
  say(words.granted(dropPlace === '' ? words.noPlace : dropPlace));

  const { handedToHub } = await carrier.assign(shipment, courier.courierId);
  say(words.assigned(courier.name));
  if (!handedToHub) say(words.hubAway);

  const stop = await until(world, 30, () => stopOf(stage.device, shipment.visit.visitId));
  if (stop === undefined) return gaveUp(stage);
  return serve(stage, stop, demo.hardwareUrl, async () => {
    const { visitId } = shipment.visit;
    const now = await findShipment(carrier, shipmentId);
    if (now?.visit?.divert === undefined) return '–';
    if (carrier.divertConfirmed(now.visit, await carrier.receipts(now.visit)))
      await carrier.answerDivert(visitId, 'accepted');
    return words.places[now.visit.divert.to];
  });
};

const gaveUp = ({ say, words }: Stage): Ending => {
  say(words.patience);
  return 'nobody-answered';
};

const stopOf = async (device: CourierDevice, visitId: string) =>
  (await device.stops()).find((stop) => stop.visitId === visitId);

/** One stop with this program's hands; a stop that does not hold is not driven to. */
export const serve = async (
  stage: Stage,
  stop: Stop | BrokenStop,
  hardwareUrl: string,
  divertedTo: () => Promise<string>,
): Promise<Ending> => {
  if (isBroken(stop)) {
    stage.say(stage.words.brokenStop(stop.fault));
    return 'broken-stop';
  }
  const trackingNumbers = stage.settings.wrongParcel ? ['LK00000000000XX'] : stop.text.trackingNumbers;
  return deliver(
    {
      ...stage,
      language: stage.settings.language,
      hands: handsAt(hardwareUrl),
      wait: stage.world.wait,
      trackingNumbers,
      divertedTo,
    },
    stop,
  );
};
