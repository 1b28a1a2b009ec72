import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readTrackingNumber, recogniseTracking, type CarrierName } from './index.ts';

const seen = (number: string, carrier?: CarrierName) => {
  const read = recogniseTracking(number, carrier === undefined ? {} : { carrier });
  return read.outcome === 'recognised' ? read.candidates : [];
};

interface Published {
  readonly courier: string;
  readonly number: string;
  readonly valid: boolean;
}
const published = readFileSync(
  new URL('../../../../vectors/published/tracking-numbers/numbers.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Published);

/** Where their carrier is more than one of ours. Two numbers of another carrier there are rightly this carrier's in another format. */
const ours: Readonly<Record<string, readonly string[]>> = {
  canada_post: ['canadaPost'],
  dhl: ['dhl', 'dhlExpress', 'dhlEcommerce'],
  old_dominion: ['oldDominion'],
  s10: ['post'],
};
const otherFormat = new Set(['331426749957']);

describe('numbers that others published', () => {
  it.each(published.filter(({ valid }) => valid))('$courier: $number is recognised', ({ courier, number }) => {
    const carriers = seen(number).map((one) => one.carrier as string);
    expect(carriers.filter((one) => (ours[courier] ?? [courier]).includes(one))).not.toEqual([]);
  });

  it.each(published.filter(({ valid, number }) => !valid && !otherFormat.has(number)))(
    '$courier: $number is not taken for one',
    ({ courier, number }) => {
      const carriers = seen(number).map((one) => one.carrier as string);
      expect(carriers.filter((one) => (ours[courier] ?? [courier]).includes(one))).toEqual([]);
    },
  );
});

describe('a carrier’s number', () => {
  it.each<[CarrierName, string, string]>([
    ['dhl', '0034 0433 8364 4263 6597', 'dhl-sscc'],
    ['dhl', 'JJD1410302937991', 'dhl-plate'],
    ['dhl', '20.129 845.227 7', 'dhl-identcode'],
    ['dpd', '0081 827 0998 0000 0200 33 350 276 C', 'dpd-label'],
    ['dpd', '01015026003653c', 'dpd-printed'],
    ['hermes', '09133131530724', 'hermes'],
    ['gls', 'XHAX4HDA', 'gls-track-id'],
    ['ups', '1Z 999 AA1 01 2345 6784', 'ups'],
    ['amazon', 'TBA 502887274000', 'amazon'],
    ['post', 'RB 473 124 829 DE', 's10'],
    ['usps', '9400 1112 0620 6407 6288 45', 'usps-impb-94'],
    ['fedex', '9611020987654312345672', 'fedex-ground-96'],
  ])('of %s: %s', (carrier, number, format) => {
    expect(seen(number)[0]).toMatchObject({ carrier, format });
  });

  it('has the check digit that GLS’s own rule gives: one more than GS1’s', () => {
    const [right] = Array.from({ length: 10 }, (_, digit) => `50023456789${digit}`).filter((number) =>
      seen(number).some(({ carrier }) => carrier === 'gls'),
    );
    expect(right).toBe('500234567892');
  });

  it('is what a route, a postcode or a form is wrapped around', () => {
    expect(readTrackingNumber('420787459400111206206406260787')).toBe('9400111206206406260787');
    expect(readTrackingNumber('4201002334249200190132607600833457')).toBe('9200190132607600833457');
    expect(readTrackingNumber('0081 827 0998 0000 0200 33 350 276 C')).toBe('09980000020033');
    expect(seen('1002297871540001000300790695517286')[0]?.number).toBe('790695517286');
    expect(readTrackingNumber('9622001560001234567100794808390594')).toBe('794808390594');
  });

  it('stays as it is where two readings are possible', () => {
    expect(readTrackingNumber('331434972567')).toBe('331434972567');
    expect(seen('331434972567').map(({ carrier }) => carrier)).toEqual(['dhl', 'purolator']);
  });

  it('is ranked by the carrier that the stop is for, among those that fit', () => {
    expect(seen('331434972567', 'purolator')[0]?.carrier).toBe('purolator');
    expect(seen('1Z8V92A70367203024', 'dhl')[0]?.carrier).toBe('ups');
  });

  it('puts a mark with a check digit before letters alone, and those before digits alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...published.filter(({ valid }) => valid)), ({ number }) => {
        const checks = seen(number).map(({ check, kind }) => `${kind}/${check}`);
        expect(checks.indexOf('parcel/holds')).not.toBeGreaterThan(Math.max(0, checks.indexOf('route/holds')));
      }),
    );
  });
});

describe('one digit misread', () => {
  it('is said so, where every format that fits has a check digit', () => {
    expect(recogniseTracking('1Z8V92A70367203025')).toEqual({ outcome: 'misread', carriers: ['ups'] });
    expect(recogniseTracking('00340433836442636598')).toMatchObject({ outcome: 'misread' });
    expect(recogniseTracking('RB123456786DE')).toEqual({ outcome: 'misread', carriers: ['post'] });
  });

  it('is caught wherever it is in an SSCC', () => {
    const number = '00340433836442636597';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: number.length - 1 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const wrong = number.slice(0, at) + String((Number(number.charAt(at)) + by) % 10) + number.slice(at + 1);
        expect(seen(wrong).filter(({ carrier }) => carrier === 'dhl' || carrier === 'gs1')).toEqual([]);
      }),
    );
  });

  it('is not said of a number that no published format has', () => {
    expect(recogniseTracking('LK00000000017DE')).toEqual({ outcome: 'unknown' });
    expect(recogniseTracking('')).toEqual({ outcome: 'unknown' });
    expect(recogniseTracking('0'.repeat(20))).toEqual({ outcome: 'unknown' });
  });
});

it('answers whatever is typed', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      expect(['recognised', 'misread', 'unknown']).toContain(recogniseTracking(typed).outcome);
    }),
  );
});
