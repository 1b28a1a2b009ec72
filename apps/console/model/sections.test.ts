import { expect, it } from 'vitest';
import { sectionOf } from './sections.ts';

it('an address stands in the part of the console that its first piece names, and in none where it names nothing', () => {
  expect(['/', '/setup/secret', '/shipment/1', '/import', '/rules', '/courier/1', '/enrol/code', '/programs', '/settings'].map(sectionOf)).toEqual(
    ['now', 'now', 'shipments', 'shipments', 'shipments', 'couriers', 'couriers', 'programs', 'settings'],
  ); // prettier-ignore
  for (const address of ['/couriersomething', '/nothing', '/constructor']) expect(sectionOf(address)).toBeUndefined();
});
