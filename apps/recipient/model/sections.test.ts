import { expect, test } from 'vitest';
import { sectionOf, sections } from './sections.ts';

test('an address stands under the tab that its first piece names, whether there is a screen at it or not', () => {
  for (const [section, first] of Object.entries(sections)) expect(sectionOf(first)).toBe(section);
  expect(sectionOf('/visit/abc/evidence')).toBe('today');
  expect(sectionOf('/pair')).toBe('today');
  expect(sectionOf('/parcel/abc')).toBe('parcels');
  expect(sectionOf('/doors/1/nothing-here')).toBe('doors');
});

test('an address that only begins like a tab’s stands under none', () => {
  for (const address of ['/doorsill', '/visitors', '/constructor', '/__proto__', '/welcome', '/nothing'])
    expect(sectionOf(address)).toBeUndefined();
});
