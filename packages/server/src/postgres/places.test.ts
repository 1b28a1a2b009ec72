import { expect, it } from 'vitest';
import { placesIn } from './places.ts';

const fits = (socket: string) => Buffer.byteLength(`${socket}/.s.PGSQL.5432`) <= 107;

it('keeps the socket beside the data where its name fits', () => {
  expect(placesIn('/var/lib/latchkey/abc', '/tmp').socket).toBe('/var/lib/latchkey/abc/run');
});

it('gives a folder too deep for a socket a short one of its own, the same at each start', () => {
  const deep = `/home/somebody/${'a long folder/'.repeat(8)}server`;
  const places = placesIn(deep, '/tmp');
  expect(fits(places.socket)).toBe(true);
  expect(placesIn(deep, '/tmp')).toEqual(places);
  expect(placesIn(`${deep}2`, '/tmp').socket).not.toBe(places.socket);
});

it('counts bytes, not letters', () => {
  expect(fits(placesIn(`/home/${'ü'.repeat(45)}`, '/tmp').socket)).toBe(true);
});
