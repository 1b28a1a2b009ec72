import { createFormat } from '@latchkey/web-kit/format';
import { expect, test } from 'vitest';
import { homeSentences } from '../../sentences/index.ts';
import { nowMs, visit } from '../../testing/parcels.ts';
import { countdown } from './countdown.ts';

const said = (atMs: number) => {
  const arriving = { etaS: 600, stopsBefore: 2, saidMs: nowMs };
  const staged = { visit: visit({ state: 'arriving', arriving }), stage: 'arriving', receipts: [] } as const;
  return countdown(staged, homeSentences.en, createFormat('en', 'UTC'), atMs).replace(/\s/g, ' ');
};

test('an estimate runs down, and by a clock that is behind it never grows', () => {
  expect(said(nowMs)).toBe('in about 10 min, 2 stops before yours');
  expect(said(nowMs + 4 * 60_000)).toBe('in about 6 min, 2 stops before yours');
  expect(said(nowMs - 2 * 3_600_000)).toBe('in about 10 min, 2 stops before yours');
});
