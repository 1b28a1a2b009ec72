import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readLabel } from './index.ts';

const GS = '\u001d';
const RS = '\u001e';
const SSCC = '00340433836442636597';

describe('the parcel of a stop, whatever the scanner makes of its label', () => {
  it.each([
    ['as typed', SSCC, '0034-0433 8364 4263 6597'],
    ['GS1-128', SSCC, `]C1${SSCC}`],
    ['GS1-128, several elements', SSCC, `]C142010969${GS}${SSCC}`],
    ['GS1-128 from a scanner that spells FNC1', SSCC, `<FNC1>42010969{GS}${SSCC}`],
    ['GS1 as printed', SSCC, `(00)340433836442636597`],
    ['GS1 DataMatrix', SSCC, `]d2${SSCC}40312345${GS}`],
    ['SSCC without 00 on the stop', '340433836442636597', `]C1${SSCC}`],
    ['GS1 Digital Link', SSCC, `https://id.gs1.org/00/340433836442636597?4321=0`],
    ['link on a label', SSCC, `https://example.com/track?piececode=${SSCC}`],
    ['DPD with a route', '09980000020033', '%008182709980000020033350276'],
    ['DPD as printed beneath', '09980000020033', '0081 827 0998 0000 0200 33 350 276 C'],
    ['DPD with its check letter', '01015026003653', '01015026003653C'],
    ['GLS with its check digit', '50023456789', '500234567892'],
    ['USPS, 420 and ZIP', '9400111206206406260787', `]C1420787459400111206206406260787`],
    ['USPS, with FNC1 behind the ZIP', '9400111206206406260787', `]C142078745${GS}9400111206206406260787`],
    ['FedEx 34', '790695517286', '1002297871540001000300790695517286'],
    ['FedEx 96', '987654312345672', '9611020987654312345672'],
    ['licence plate with its data identifier', 'JD0002254405060992', 'JJD0002254405060992'],
    ['2D envelope', '1Z8V92A70367203024', `[)>${RS}06${GS}1J1Z8V92A70367203024${GS}Q1${RS}\u0004`],
    ['JSON in a QR code', 'LK00000000017DE', '{"parcel":"LK00000000017DE","weight":1.5}'],
    ['fixed-width 2D', 'LK00000000017DE', 'A0491000000LK00000000017DE00100109690000'],
  ])('%s', (_name, number, scanned) => {
    expect(readLabel(scanned, ['LK77', number])).toEqual({ outcome: 'parcel', number });
  });
});

describe('a label of another parcel', () => {
  it('is named with its carrier', () => {
    expect(readLabel('1Z8V92A70367203024', [SSCC])).toEqual({
      outcome: 'other',
      number: '1Z8V92A70367203024',
      carrier: 'ups',
    });
  });

  it('is named without one where no published format fits', () => {
    expect(readLabel('LK99', [SSCC])).toEqual({ outcome: 'other', number: 'LK99' });
  });

  it('is not the stop’s because one digit is missing or one is more', () => {
    expect(readLabel(SSCC.slice(0, -1), [SSCC]).outcome).not.toBe('parcel');
    expect(readLabel(`${SSCC}1`, [SSCC]).outcome).not.toBe('parcel');
    expect(readLabel('LK0000000001', ['LK00000000017DE']).outcome).not.toBe('parcel');
  });
});

describe('a label that is not read rightly', () => {
  it('says that one digit seems misread', () => {
    expect(readLabel('1Z8V92A70367203025', [SSCC])).toEqual({ outcome: 'misread', carriers: ['ups'] });
    expect(readLabel(']C100340433836442636598', [SSCC])).toEqual({ outcome: 'misread', carriers: ['gs1'] });
  });

  it('says that this is the code for sorting', () => {
    expect(readLabel('2LDE10969+48000001', [SSCC])).toEqual({ outcome: 'route', carrier: 'dhlExpress' });
  });

  it.each(['', '???', ' - ', '\u001d\u001d'])('has no number: %j', (scanned) => {
    expect(readLabel(scanned, [SSCC])).toEqual({ outcome: 'unreadable' });
  });

  it('never takes a stranger’s text for the parcel, and always answers', () => {
    fc.assert(
      fc.property(fc.string(), (scanned) => {
        expect(readLabel(scanned, [SSCC]).outcome).not.toBe('parcel');
      }),
    );
  });
});
