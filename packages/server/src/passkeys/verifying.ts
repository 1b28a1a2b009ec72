import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';

/** For whom authenticators sign: a host's name and the origins whose pages may ask them. */
export interface RelyingParty {
  readonly rpId: string;
  readonly origins: readonly string[];
}

export interface MadeCredential {
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly backedUp: boolean;
}

export interface KeptCredential {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
}

/** ES256, EdDSA and RS256 in the numbers of COSE: what authenticators in use can do. */
const algorithms = [-7, -8, -257];

/** Undefined for whatever is not a passkey made for us, over this challenge, by a person who proved to be there. */
export const verifyMade = async (
  { rpId, origins }: RelyingParty,
  challenge: string,
  said: { readonly credentialId: string; readonly clientData: string; readonly attestation: string },
): Promise<MadeCredential | undefined> => {
  const verified = await verifyRegistrationResponse({
    response: {
      id: said.credentialId,
      rawId: said.credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: said.clientData, attestationObject: said.attestation },
    },
    expectedChallenge: challenge,
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined);
  if (verified?.verified !== true) return undefined;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  // The name under which it will be looked up is the one that the authenticator signed, not the one beside it.
  if (credential.id !== said.credentialId) return undefined;
  return { publicKey: new Uint8Array(credential.publicKey), counter: credential.counter, backedUp: credentialBackedUp };
};

/** The authenticator's new counter; undefined for what does not verify, and for a counter that did not grow (a copied key). */
export const verifyShown = async (
  { rpId, origins }: RelyingParty,
  challenge: string,
  kept: KeptCredential,
  said: { readonly clientData: string; readonly authenticatorData: string; readonly signature: string },
): Promise<number | undefined> => {
  const verified = await verifyAuthenticationResponse({
    response: {
      id: kept.credentialId,
      rawId: kept.credentialId,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: said.clientData,
        authenticatorData: said.authenticatorData,
        signature: said.signature,
      },
    },
    expectedChallenge: challenge,
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    credential: { id: kept.credentialId, publicKey: new Uint8Array(kept.publicKey), counter: kept.counter },
    requireUserVerification: true,
  }).catch(() => undefined);
  return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined;
};
