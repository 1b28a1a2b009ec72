import { expect, it } from 'vitest';
import { createSaidAt } from './said-at.ts';

const serverMs = 1_800_000_000_000;

it.each([
  ['is right', 0, 0],
  ['is slow to hear', -2_000, -2_000],
  ['is behind, where nothing is refused', -3_600_000, -3_600_000],
  ['is ahead by what nobody refuses', 60_000, 60_000],
  ['is an hour ahead', 3_600_000, 0],
  ['is a year ahead', 31_536_000_000, 0],
])('a device whose clock %s says when, after it heard the server', (_how, offMs, saidMs) => {
  let wallMs = serverMs + offMs;
  const said = createSaidAt(() => wallMs);
  expect(said.nowS()).toBe((serverMs + offMs) / 1000);
  said.hear(serverMs, wallMs, wallMs);
  wallMs += 30_000;
  expect(said.nowS()).toBe((serverMs + saidMs) / 1000 + 30);
});
