import { describe, expect, it } from 'vitest';
import { carrierDomain } from './routes/sessions.ts';
import { shownName } from './shown-name.ts';

const takes = (name: string) => shownName(60).safeParse(name).success;

describe('a name that others read', () => {
  it('is in any script, with its joiners, pictures and punctuation', () => {
    for (const name of [
      'Pax Parcels',
      'Zoë & Söhne 🕊',
      'ماهی‌گیر',
      'נועה',
      '宅配便',
      '👩‍👩‍👧',
      "O'Neill (2nd van)",
      '__proto__',
    ])
      expect([name, takes(name)]).toEqual([name, true]);
  });

  it('is refused where it shows something else than it holds, or nothing', () => {
    const hidden = ['\u0000', 'a\u0000b', 'a\nb', 'a\r\nSet-Cookie: x', 'Pax\u202Esdrawkcab', '\u2066Pax\u2069', 'P\u200Bax', '\u200B', '\u200D', '\u00ADPax', '\uFEFFPax\u2060', 'a\u2028b', '\uE000', '\uD800', 'x\uDFFFy', '  ']; // prettier-ignore
    for (const name of hidden) expect([name, takes(name)]).toEqual([name, false]);
  });
});

describe('a carrier’s domain', () => {
  const takesDomain = (domain: string) => carrierDomain.safeParse(domain).success;

  it('is an origin, written as a browser writes it', () => {
    for (const domain of ['https://pax.example', 'http://127.0.0.1:8402', 'https://xn--80ak6aa92e.example:8443'])
      expect([domain, takesDomain(domain)]).toEqual([domain, true]);
  });

  it('is nothing that reads like another one', () => {
    for (const domain of [
      'https://pax.example@evil.example',
      'https://pax.example/',
      'https://evil.example/#pax.example',
      'https://evil.example?https://pax.example',
      'https://рах.example',
      'https://PAX.example',
      'javascript:alert(1)',
      'https://',
    ])
      // prettier-ignore
      expect([domain, takesDomain(domain)]).toEqual([domain, false]);
  });
});
