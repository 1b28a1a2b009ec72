import type { KindRules } from '../link.ts';
import { bytes, claims, field, optional, text } from './schema.ts';

/** Where the hub itself serves the household's app: docs/protocol/28-own-page.md. */
const ownPageCodec = claims(
  { nonce: field(10, bytes(16)) },
  {
    hubId: field(1, bytes(16)),
    /** An origin: scheme, host and port, without a path. */
    origin: field(2, text(200, /^https?:\/\/[a-z0-9.:[\]-]+$/)),
    /** SHA-256 of the certificate that the page shows, DER; with `https` and only then. */
    certificate: optional(3, bytes(32)),
  },
  ({ origin, certificate }) =>
    origin.startsWith('https:') === (certificate !== undefined) ? undefined : 'a certificate goes with https',
);

export type OwnPage = ReturnType<typeof ownPageCodec.decode>;
export const OWN_PAGE: KindRules<OwnPage> = { number: 28, codec: ownPageCodec, kid: 'none', maxBytes: 512 };
