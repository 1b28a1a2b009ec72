export { openOidc, type OidcSettings } from './oidc.ts';
