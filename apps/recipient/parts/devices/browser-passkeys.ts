import type { PasskeyEnds } from '../../model/devices/passkeys.ts';

/** Loaded when it is used: most visits of the app need no passkey. */
const library = () => import('@simplewebauthn/browser');

export const browserPasskeys = (): PasskeyEnds | undefined => {
  if (!('PublicKeyCredential' in window)) return undefined;
  return {
    page: { rpId: location.hostname, origin: location.origin },
    make: async ({ challenge, rpId, userId, exclude }, account) => {
      const { startRegistration } = await library();
      const made = await startRegistration({
        optionsJSON: {
          challenge,
          rp: { id: rpId, name: 'Latchkey' },
          user: { id: userId, name: account, displayName: account },
          pubKeyCredParams: [-7, -8, -257].map((alg) => ({ alg, type: 'public-key' })),
          excludeCredentials: exclude.map((id) => ({ id, type: 'public-key' })),
          authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
          attestation: 'none',
          timeout: 60_000,
        },
      });
      const { clientDataJSON, attestationObject } = made.response;
      return { credentialId: made.id, clientData: clientDataJSON, attestation: attestationObject };
    },
    show: async ({ challenge, rpId, allow }) => {
      const { startAuthentication } = await library();
      const shown = await startAuthentication({
        optionsJSON: {
          challenge,
          rpId,
          allowCredentials: allow.map((id) => ({ id, type: 'public-key' })),
          userVerification: 'required',
          timeout: 60_000,
        },
      });
      const { clientDataJSON, authenticatorData, signature } = shown.response;
      return { credentialId: shown.id, clientData: clientDataJSON, authenticatorData, signature };
    },
  };
};
