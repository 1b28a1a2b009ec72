import { expect, it } from 'vitest';
import { codesIn } from './held.tsx';

it('takes one code a line, and nothing that is none', () => {
  const text = ' LK1:1/2:0F1E:ABC \r\nhttps://example.org\n\nLK1:2/2:0F1E:DE%\n';
  expect(codesIn(text)).toEqual(['LK1:1/2:0F1E:ABC', 'LK1:2/2:0F1E:DE%']);
  expect(codesIn(`LK1:${'A'.repeat(300)}`)).toEqual([]);
  expect(codesIn('LK1:A\n'.repeat(40))).toHaveLength(32);
});
