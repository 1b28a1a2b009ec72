import { REASONS } from '@latchkey/protocol';
import { describe, expect, test } from 'vitest';
import { refusalWords } from './refusal-words.ts';

const time = () => '14:05';

describe.each(['en', 'de'] as const)('in %s', (language) => {
  test.each(REASONS)('a receipt that says only %s reads as a whole sentence', (reason) => {
    const words = refusalWords({ reason }, language, time, { door: 1, fromS: 1, toS: 2 });
    expect(words?.title).toMatch(/\p{L}.*[.!]$/u);
    expect(`${words?.title ?? ''} ${words?.next ?? ''}`).not.toMatch(/undefined|NaN|null/);
  });
});

test('a reason this app does not know gets no invented words', () => {
  expect(refusalWords({ reason: 'from-the-future' }, 'en', time)).toBeUndefined();
});
