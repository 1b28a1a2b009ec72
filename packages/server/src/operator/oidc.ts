import { tlsFault } from '@latchkey/keys/node';
import * as oidc from 'openid-client';
import { SignInFailed, type Expected, type Identity, type IdentityProvider, type SignInFault } from './identity.ts';

export interface OidcSettings {
  /** Exactly as the provider's discovery says it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Only people with this value in their `groups` claim; absent: everybody who was invited. */
  readonly group?: string;
  readonly scope: string;
  readonly limitMs: number;
}

/** Clocks of two machines may differ by so much. */
const LIMIT_SKEW_S = 30;

/** OpenID Connect: code flow with PKCE, state and nonce; the id token's signature is verified although TLS brought it. */
export const openOidc = (settings: OidcSettings): IdentityProvider => {
  let known: Promise<oidc.Configuration> | undefined;

  /** Asked again after a failure: a provider that was down while this server started is no reason to start it again. */
  const configuration = async (): Promise<oidc.Configuration> => {
    known ??= discover(settings);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw new SignInFailed(tlsFault(error) === undefined && isOutage(error) ? 'unreachable' : 'misconfigured', error);
    }
  };

  return {
    issuer: settings.issuer,
    begin: async (redirectUri, { state, nonce, verifier }) => {
      const config = await configuration();
      return oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: settings.scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href;
    },
    finish: async (back, expected) => {
      const config = await configuration();
      try {
        return await identify(config, settings, back, expected);
      } catch (error) {
        throw error instanceof SignInFailed ? error : new SignInFailed(faultOf(error), error);
      }
    },
    end: async (redirectUri) => {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: redirectUri }).href;
    },
  };
};

const discover = async (settings: OidcSettings): Promise<oidc.Configuration> => {
  const plain = new URL(settings.issuer).protocol === 'http:';
  const config = await oidc.discovery(
    new URL(settings.issuer),
    settings.clientId,
    { [oidc.clockTolerance]: LIMIT_SKEW_S },
    oidc.ClientSecretBasic(settings.clientSecret),
    { timeout: settings.limitMs / 1000, execute: plain ? [allowPlain, oidc.enableNonRepudiationChecks] : [oidc.enableNonRepudiationChecks] }, // prettier-ignore
  );
  if (config.serverMetadata().issuer !== settings.issuer) throw new Error('The discovery names another issuer.');
  return config;
};

/** The settings let only loopback be plain. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated to make its use stand out; a provider on loopback has no certificate
const allowPlain = oidc.allowInsecureRequests;

const identify = async (
  config: oidc.Configuration,
  settings: OidcSettings,
  back: URL,
  { state, nonce, verifier }: Expected,
): Promise<Identity> => {
  const tokens = await oidc.authorizationCodeGrant(config, back, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new SignInFailed('not-proven');
  const more =
    config.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  const said: Record<string, unknown> = { ...claims, ...more };
  if (settings.group !== undefined && !groupsIn(said['groups']).includes(settings.group)) throw new SignInFailed('not-in-group'); // prettier-ignore
  const { email, email_verified: verified } = said;
  const proven = typeof email === 'string' && verified === true ? { email: email.toLowerCase() } : {};
  return { issuer: claims.iss, subject: claims.sub, ...proven };
};

const groupsIn = (said: unknown): readonly unknown[] => (Array.isArray(said) ? said : []);

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);

/** No answer, or one that only says that there is none. */
const isOutage = (error: unknown): boolean => {
  const status = causeOf(error) instanceof Response ? (causeOf(error) as Response).status : 0;
  return status >= 500 || codeOf(error) === 'OAUTH_TIMEOUT' || error instanceof TypeError || causeOf(error) instanceof TypeError; // prettier-ignore
};

const faultOf = (error: unknown): SignInFault => {
  if (error instanceof oidc.AuthorizationResponseError) return 'denied';
  if (error instanceof oidc.ResponseBodyError) return error.error === 'invalid_client' ? 'misconfigured' : error.status >= 500 ? 'unreachable' : 'not-proven'; // prettier-ignore
  if (codeOf(error) === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return 'clock';
  return isOutage(error) ? 'unreachable' : 'not-proven';
};
