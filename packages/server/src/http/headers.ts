import type { Settings } from '../effects.ts';

/** A policy's grammar knows no IPv6 literals; browsers that reach this server by one match `'self'`. */
const websocketsOf = (origins: readonly string[]) =>
  origins.filter((origin) => !origin.includes('[')).map((origin) => origin.replace(/^http/, 'ws'));

/**
 * Scripts, styles and connections of our own origin only; the one exception is the carrier's domain, from which pages fetch a
 * carrier's key themselves because the server's word about it must not count.
 */
const policyWith = (addresses: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    'media-src blob:',
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    ["connect-src 'self'", ...addresses].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const appPolicy = (settings: Settings) => policyWith([...websocketsOf(settings.origins), settings.carrierUrl]);

/** What the makers of the apps sign of it (docs/release.md): installed apps take no page that comes with another. */
export const releasedPolicy = policyWith([]);

/** The built worker that reads codes from pictures; nothing else carries this name. */
export const isCodeWorker = (path: string): boolean => /[/\\]code-worker-[\w-]+\.js(?:\.br|\.gz)?$/.test(path);

/** A worker obeys the policy of its own script: WebAssembly is compiled there, and no page may (docs/decisions, *Codes are read in a worker*). */
export const codeWorkerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

export const securityHeaders = (settings: Settings): Readonly<Record<string, string>> => ({
  'content-security-policy': appPolicy(settings),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // A pairing code stands in a fragment, which no referrer carries; ids in paths would be.
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(self), payment=(), usb=()',
  // At home a certificate is made anew for other names; a browser that was told to insist would lock people out.
  ...(settings.audience.startsWith('https:') && settings.atHome === undefined
    ? { 'strict-transport-security': 'max-age=31536000' }
    : {}),
});
