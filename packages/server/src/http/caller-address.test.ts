import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { callerAddress } from './caller-address.ts';

const from = (remoteAddress: string | undefined, forwarded?: string): IncomingMessage => {
  const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }));
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
};
const proxies = ['127.0.0.1', '10.1.0.0/16', '2001:db8::1'];

it('is the socket’s own where no proxy is trusted, whatever a header says', () => {
  for (const forged of [undefined, '192.0.2.1', '127.0.0.1', '', 'unknown'])
    expect(callerAddress()(from('203.0.113.9', forged))).toBe('203.0.113.9');
  expect(callerAddress()(from('127.0.0.1', '192.0.2.1'))).toBe('127.0.0.1');
  expect(callerAddress(proxies)(from(undefined, '192.0.2.1'))).toBe('');
});

it.each([
  ['somebody who is no proxy of ours forges it', '203.0.113.9', '192.0.2.1', '203.0.113.9'],
  ['nobody forwarded', '127.0.0.1', undefined, '127.0.0.1'],
  ['one proxy heard it', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['one proxy heard it by the socket’s other name', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['one of the proxies’ network heard it', '10.1.255.3', '203.0.113.9', '203.0.113.9'],
  ['a neighbour of that network says so', '10.2.0.1', '203.0.113.9', '10.2.0.1'],
  ['two proxies, one behind the other', '127.0.0.1', '203.0.113.9, 10.1.0.7', '203.0.113.9'],
  ['a caller wrote addresses before it', '127.0.0.1', '192.0.2.1, 198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['a caller wrote a proxy’s address before it', '127.0.0.1', '192.0.2.1, 10.1.0.7, 203.0.113.9', '203.0.113.9'],
  ['a caller wrote what is no address', '127.0.0.1', 'unknown, 203.0.113.9', '203.0.113.9'],
  ['a proxy says what is no address', '127.0.0.1', '203.0.113.9, unknown', '127.0.0.1'],
  ['a proxy behind another says what is no address', '127.0.0.1', '203.0.113.9, x\n, 10.1.0.7', '10.1.0.7'],
  ['it comes over IPv6', '2001:db8::1', '2001:db8:7::9', '2001:db8:7:0::/64'],
])('is read from the right behind trusted proxies: %s', (_, socket, forwarded, expected) => {
  expect(callerAddress(proxies)(from(socket, forwarded))).toBe(expected);
});

it.each([
  ['2001:db8:7:1::9', '2001:db8:7:1::/64'],
  ['2001:DB8:7:1:ffff:ffff:ffff:ffff', '2001:db8:7:1::/64'],
  ['2001:db8:7:2::9', '2001:db8:7:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::ffff:cb00:7109', '203.0.113.9'],
  ['::ffff:203.0.113.10', '203.0.113.10'],
])('one network of IPv6 is one caller, and IPv4 has one name: %s', (socket, expected) => {
  expect(callerAddress()(from(socket))).toBe(expected);
  expect(callerAddress(proxies)(from('127.0.0.1', socket.split('%')[0]))).toBe(expected);
});
