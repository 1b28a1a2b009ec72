import { expect, it } from 'vitest';
import { endpointFault, isPublicAddress } from './public-endpoint.ts';

const strict = { allowLoopback: false };

it.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/abc',
])('a push service of the world is asked: %s', (endpoint) => {
  expect(endpointFault(endpoint, strict)).toBeUndefined();
});

it.each([
  ['http://push.example.com/a', 'not-https'],
  ['https://user:secret@push.example.com/a', 'credentials'],
  ['https://push.example.com:8443/a', 'odd-port'],
  ['https://localhost/a', 'not-public'],
  ['https://printer/a', 'not-public'],
  ['https://nas.local/a', 'not-public'],
  ['https://metadata.google.internal/a', 'not-public'],
  ['https://127.0.0.1/a', 'not-public'],
  ['https://2130706433/a', 'not-public'],
  ['https://0x7f.1/a', 'not-public'],
  ['https://10.1.2.3/a', 'not-public'],
  ['https://169.254.169.254/latest', 'not-public'],
  ['https://[::1]/a', 'not-public'],
  ['https://[::ffff:10.0.0.1]/a', 'not-public'],
  ['https://[fd00::1]/a', 'not-public'],
  ['https://[64:ff9b::a00:1]/a', 'not-public'],
] as const)('%s is not asked: %s', (endpoint, fault) => {
  expect(endpointFault(endpoint, strict)).toBe(fault);
});

it('the own machine is asked where a demo or a test allows it, and no other one is', () => {
  const demo = { allowLoopback: true };
  expect(endpointFault('http://127.0.0.1:9000/a', demo)).toBeUndefined();
  expect(endpointFault('http://localhost:9000/a', demo)).toBeUndefined();
  expect(endpointFault('http://192.168.0.1/a', demo)).toBe('not-https');
});

it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

it.each([
  '172.31.255.255',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '::',
  'fe80::1',
  '2001:db8::1',
  '2002:a00:1::',
  '::ffff:192.168.1.1',
  '::ffff:c0a8:101',
  'text',
])(
  // prettier-ignore
  '%s is not',
  (address) => {
    expect(isPublicAddress(address)).toBe(false);
  },
);
