import { describe, expect, it } from 'vitest';
import { inOrder, isSelf, mayManage, namedBy, nameOf, type Colleague } from './people.ts';

const colleague = (memberId: string, role: Colleague['role'], more: Partial<Colleague> = {}): Colleague => ({
  memberId,
  role,
  invitedMs: 1,
  ...more,
});

describe('people of a carrier', () => {
  it('are invited by an address, or else by the provider’s name for them', () => {
    expect(namedBy(' kim@example.com ')).toEqual({ email: 'kim@example.com' });
    expect(namedBy('00u1a2b3')).toEqual({ subject: '00u1a2b3' });
  });

  it('stand with administrators first, by what names them', () => {
    const kim = colleague('1', 'dispatcher', { email: 'kim@example.com', subject: 'a' });
    const ona = colleague('2', 'administrator', { subject: 'ona' });
    const ali = colleague('3', 'dispatcher', { email: 'ali@example.com' });
    expect(inOrder([kim, ona, ali]).map(nameOf)).toEqual(['ona', 'ali@example.com', 'kim@example.com']);
  });

  it('let others in by the carrier’s key or as its administrator, and in no other way', () => {
    const person = (role: Colleague['role']) => ({ as: 'person', memberId: 'm', role }) as const;
    expect([{ as: 'key' } as const, person('administrator')].map(mayManage)).toEqual([true, true]);
    expect([{ as: 'program' } as const, person('dispatcher'), undefined].map(mayManage)).toEqual([false, false, false]);
    expect(isSelf(person('dispatcher'), { memberId: 'm' })).toBe(true);
    expect(isSelf({ as: 'key' }, { memberId: 'm' })).toBe(false);
  });
});
