import { expect, test } from '@jest/globals';
import { networkOf } from './network-of.js';

test.each([
  ['an IPv4 address', '10.0.0.1', '10.0.0.1'],
  ['an IPv4 address written as IPv6', '::ffff:10.0.0.1', '::ffff:10.0.0.1'],
  ['an IPv6 address', '2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
  ['an IPv6 address written short', '2001:db8::a:b:c:d', '2001:db8:0:0'],
  ['the loopback', '::1', '0:0:0:0'],
])('%s counts by what one holder has', (_case, address, network) => expect(networkOf(address)).toBe(network));
