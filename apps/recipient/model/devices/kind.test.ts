import { expect, it } from 'vitest';
import { kindOfDevice } from './kind.ts';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';
const safari = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0';
const kind = (userAgent: string, maxTouchPoints = 0) => kindOfDevice({ userAgent, maxTouchPoints });

it('knows phones, tablets and computers by what their browsers say', () => {
  expect(kind(`Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`, 5)).toBe('phone');
  expect(kind(`Mozilla/5.0 (Linux; Android 10; K) ${chrome} Safari/537.36`, 5)).toBe('tablet');
  expect(kind(`Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${safari} Mobile/15E148 Safari/604.1`, 5)).toBe('phone'); // prettier-ignore
  expect(kind(`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Safari/605.1.15`, 5)).toBe('tablet');
  expect(kind(`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Safari/605.1.15`)).toBe('computer');
  expect(kind('Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0')).toBe('computer');
});
