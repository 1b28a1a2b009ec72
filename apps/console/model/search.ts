import type { Row } from './desk.ts';

/** As a search compares: without case and accents, so that `Aydin` finds Aydın and `strasse` finds Straße. */
export const plainText = (text: string): string =>
  text.toLowerCase().replace(/ß/g, 'ss').replace(/ı/g, 'i').normalize('NFD').replace(/\p{Mn}/gu, ''); // prettier-ignore

/** Every word somewhere in the row: name, address, numbers, courier, handle of nothing that is not shown. */
export const finds = (search: string, { shipment, label }: Row): boolean => {
  const words = plainText(search).split(/\s+/).filter((word) => word !== ''); // prettier-ignore
  if (words.length === 0) return true;
  const text = plainText(
    [label?.name, label?.address, ...shipment.trackingNumbers, shipment.visit?.courierName].join(' '),
  );
  return words.every((word) => text.includes(word));
};
