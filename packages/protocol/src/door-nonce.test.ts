import { describe, expect, it } from 'vitest';
import { atDoorFragment, readAtDoor, type AtDoor } from './index.ts';
import { seeded } from './testing/people.ts';

const hubId = seeded('hub id');
const display: AtDoor = { hubId, door: 255, shown: { nonce: seeded('shown') } };
const tag: AtDoor = { hubId, door: 0, shown: { tap: seeded('tapped', 24) } };

describe('what is read off a door', () => {
  it('comes back whole, from a link of whatever page or from its fragment', () => {
    for (const at of [display, tag]) {
      const fragment = atDoorFragment(at);
      expect(readAtDoor(fragment)).toEqual(at);
      expect(readAtDoor(`https://home.example/courier/#${fragment}`)).toEqual(at);
    }
  });

  it('fits a link that a phone’s own camera opens', () => {
    expect(atDoorFragment(display)).toMatch(/^\/at\/[\w-]{22}\/255\/[\w-]{22}$/);
    expect(atDoorFragment(tag)).toMatch(/^\/tap\/[\w-]{22}\/0\/[0-9A-F]{48}$/);
  });

  it.each([
    ['nothing', () => ''],
    ['a parcel’s number', () => 'JJD014600003477392'],
    ['a link to elsewhere', () => 'https://example.org/#/stop/abc'],
    ['a door that is no number of ours', () => atDoorFragment({ ...display, door: 256 })],
    ['a door with a leading zero', () => atDoorFragment(display).replace('/255/', '/01/')],
    ['a nonce too short', () => atDoorFragment(display).slice(0, -1)],
    ['more behind it', () => `${atDoorFragment(display)}/x`],
    ['a line more', () => `${atDoorFragment(display)}\n`],
    ['a tag’s message in small letters', () => atDoorFragment(tag).toLowerCase()],
    ['a very long text', () => `https://home.example/${'x'.repeat(300)}#${atDoorFragment(display)}`],
  ])('%s is no door', (_what, text) => expect(readAtDoor(text())).toBeUndefined());
});
