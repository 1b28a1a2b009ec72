import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issue, makeAuthority, selfSigned } from '../../../../tests/world/certificates.ts';
import { vouchedFor } from './certificates.ts';
import { derOf } from './testing/time-world.ts';

const root = makeAuthority('Root');
const stranger = makeAuthority('Root');
const between = makeAuthority('Between', { by: root });
const below = makeAuthority('Below', { by: between });
const good = issue(root, { host: 'time.example', from: '250101', to: '270101' });
const vouched = (shown: readonly { readonly cert: string }[], host = 'time.example', roots = [root]) =>
  vouchedFor(host, shown.map(({ cert }) => derOf(cert)), roots.map(({ cert }) => derOf(cert))); // prettier-ignore

describe('a chain of certificates, without a clock', () => {
  it('vouches for a name, an address, and says when', () => {
    expect(vouched([good])).toMatchObject({ fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2026, 11, 32) });
    expect(vouched([issue(root, { host: '127.0.0.2' })], '127.0.0.2')).toBeDefined();
    expect(vouched([issue(root, { host: '*.op.example' })], 'time.op.example')).toBeDefined();
  });

  it('is as short-lived as its shortest certificate', () => {
    const brief = makeAuthority('Brief', { by: root, from: '260301', to: '260401' });
    const shown = [issue(brief, { host: 'time.example', from: '250101', to: '270101' }), brief];
    expect(vouched(shown)).toMatchObject({ fromMs: Date.UTC(2026, 2, 1), toMs: Date.UTC(2026, 3, 1) });
    expect(vouched([issue(brief, { host: 'time.example', from: '270101', to: '280101' }), brief])).toBeUndefined();
  });

  it('may go over others in any order, and past some that have nothing to do with it', () => {
    const leaf = issue(below, { host: 'time.example' });
    expect(vouched([leaf, below, between])).toBeDefined();
    expect(vouched([leaf, stranger, between, below])).toBeDefined();
  });

  it('may be the very certificate that the settings name', () => {
    const own = selfSigned();
    expect(vouchedFor('localhost', [derOf(own.cert)], [derOf(own.cert)])).toBeDefined();
  });

  it('knows two certificates over one key as one', () => {
    const of = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keys = ['a.example', 'b.example'].map((host) => vouched([issue(root, { host, of })], host)?.key);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(vouched([good])?.key);
  });

  const none = makeAuthority('None', { by: root, none: true });
  const shallow = makeAuthority('Shallow', { by: root, below: 0 });
  const beneath = makeAuthority('Beneath', { by: shallow });
  const constrained = makeAuthority('Constrained', { by: root, constrained: true });
  const host = 'time.example';
  it.each([
    ['nothing', []],
    ['another name', [issue(root, { host: 'tim.example' })]],
    ['a name below it', [issue(root, { host: 'a.time.example' })]],
    ['a root of the same name with another key', [issue(stranger, { host })]],
    ['no root', [selfSigned()]],
    ['an authority that nobody showed', [issue(between, { host })]],
    ['a server’s own certificate as an authority', [issue(none, { host }), none]],
    ['more authorities below than one allows', [issue(beneath, { host }), beneath, shallow]],
    ['an authority for some names only', [issue(constrained, { host }), constrained]],
    ['a client’s certificate', [issue(root, { host, client: true })]],
    ['an authority in the server’s place', [makeAuthority(host, { by: root })]],
  ])('leads nowhere: %s', (_, shown) => {
    expect(vouched(shown)).toBeUndefined();
  });

  it('leads nowhere with a changed bit, wherever it stands', () => {
    const whole = derOf(good.cert);
    const roots = [derOf(root.cert)];
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.map((byte, i) => (i === at ? byte ^ 0x10 : byte));
      expect(vouchedFor('time.example', [changed], roots), `byte ${at}`).toBeUndefined();
    }
  });

  it('reads rubbish as nothing', () => {
    for (const length of [0, 1, 2, 5, 100]) {
      const rubbish = new Uint8Array(length).fill(0x30);
      expect(vouchedFor('time.example', [rubbish, derOf(root.cert)], [rubbish, derOf(root.cert)])).toBeUndefined();
    }
  });
});
