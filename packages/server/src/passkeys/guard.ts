import type { Effects, Settings } from '../effects.ts';
import type { Session } from '../store/records.ts';
import type { RelyingParty } from './verifying.ts';

/** The name that people type; other names of the same server (127.0.0.1) have passkeys of nobody. */
export const relyingParty = ({ audience, origins }: Settings): RelyingParty => {
  const rpId = new URL(audience).hostname;
  return { rpId, origins: origins.filter((origin) => new URL(origin).hostname === rpId) };
};

/**
 * Whether this member's session still has to show a passkey before it may touch what the account holds. A household without one
 * has nothing to show: its first member makes one.
 */
export const owesPasskey = async (
  { store }: Pick<Effects, 'store'>,
  settings: Settings,
  session: Session,
): Promise<boolean> => {
  if (settings.passkeysRequired !== true || session.role !== 'member' || session.passkeyMs !== undefined) return false;
  return (await store.passkeys({ role: 'home', id: session.tenantId })).length > 0;
};
