/** The columns of a file of shipments, by every name that their heads commonly have in either language. */
export const columns = ['handle', 'name', 'address', 'street', 'postcode', 'town', 'trackingNumber', 'day', 'from', 'to'] as const; // prettier-ignore
export type Column = (typeof columns)[number];

const names: Readonly<Record<Column, readonly string[]>> = {
  handle: ['handle', 'householdhandle', 'kennung', 'haushaltskennung', 'latchkey'],
  name: ['name', 'recipient', 'to', 'empfanger', 'empfaenger', 'an'],
  address: ['address', 'anschrift', 'adresse'],
  street: ['street', 'strasse', 'strassehausnummer', 'strasseundhausnummer'],
  postcode: ['postcode', 'postalcode', 'zip', 'plz', 'postleitzahl'],
  town: ['town', 'city', 'ort', 'stadt'],
  trackingNumber: ['trackingnumber', 'tracking', 'parcel', 'sendungsnummer', 'paketnummer', 'sendung', 'paket'],
  day: ['day', 'date', 'tag', 'datum', 'liefertag'],
  from: ['from', 'windowfrom', 'start', 'von', 'ab', 'beginn'],
  to: ['until', 'till', 'windowto', 'end', 'bis', 'ende'],
};

/** As a head is compared: without case, accents, ß and anything that is no letter. */
const plain = (text: string): string =>
  text.toLowerCase().replace(/ß/g, 'ss').normalize('NFD').replace(/[^a-z]/g, ''); // prettier-ignore

const byName = new Map(columns.flatMap((column) => names[column].map((name) => [name, column] as const)));

export type Header = ReadonlyMap<Column, number>;

/** Which cell is which. `missing`: what a shipment cannot do without, and no head names. */
export const readHeader = (
  cells: readonly string[],
): { readonly header: Header; readonly missing: readonly Column[]; readonly twice: readonly string[] } => {
  const header = new Map<Column, number>();
  const twice: string[] = [];
  cells.forEach((cell, at) => {
    const column = byName.get(plain(cell));
    if (column === undefined) return;
    if (header.has(column)) twice.push(cell);
    else header.set(column, at);
  });
  const needed: readonly Column[] = ['handle', 'name', 'trackingNumber', 'from', 'to'];
  const missing = needed.filter((column) => !header.has(column));
  const hasAddress = header.has('address') || header.has('street');
  return { header, twice, missing: hasAddress ? missing : [...missing, 'address'] };
};
