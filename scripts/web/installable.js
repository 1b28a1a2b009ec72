// What makes each app installable: its manifest, its icons, and the tags of its page that lead to both.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badgePng, iconPng, iconSvg, looks } from './icons.js';

/** --paper of packages/web-kit/src/tokens.css, light and dark. */
const paper = { light: '#f5f4ef', dark: '#141614' };

const names = {
  home: { name: 'Latchkey', short_name: 'Latchkey', description: 'Your doors, who comes, and what happened.' },
  courier: { name: 'Latchkey Courier', short_name: 'Courier', description: 'Your stops and their doors, with and without reception.' },
  console: { name: 'Latchkey Console', short_name: 'Console', description: 'Shipments, visits and couriers of one carrier.' },
};
const orientations = { home: 'any', courier: 'portrait', console: 'any' };

/** App folder under the address → whether it can be installed; the door's page is a toy of the demo and stays a page. */
export const isInstallable = (address) => address in names;

const manifestOf = (address) => ({
  id: `/${address}/`,
  ...names[address],
  start_url: `/${address}/`,
  scope: `/${address}/`,
  display: 'standalone',
  orientation: orientations[address],
  theme_color: paper.light,
  background_color: paper.light,
  icons: [
    { src: 'icon.svg', type: 'image/svg+xml', sizes: 'any' },
    { src: 'icon-192.png', type: 'image/png', sizes: '192x192' },
    { src: 'icon-512.png', type: 'image/png', sizes: '512x512' },
    { src: 'icon-maskable-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
  ],
});

/** Written beside the page, under plain names: a phone keeps asking for them by the names it once read. */
export const writeInstallable = async (folder, address) => {
  const look = looks[address];
  const files = {
    'manifest.webmanifest': JSON.stringify(manifestOf(address)),
    'icon.svg': iconSvg(look),
    'icon-192.png': iconPng(look, 192, 'any'),
    'icon-512.png': iconPng(look, 512, 'any'),
    'icon-maskable-512.png': iconPng(look, 512, 'maskable'),
    // Apple's systems read no manifest icon and want no transparency.
    'apple-touch-icon.png': iconPng(look, 180, 'any'),
    'badge-96.png': badgePng(96),
  };
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
};

const link = (rel, href, more = {}) => ({ tag: 'link', attrs: { rel, href, ...more }, injectTo: 'head' });
const themed = (scheme) => ({ tag: 'meta', attrs: { name: 'theme-color', content: paper[scheme], media: `(prefers-color-scheme: ${scheme})` }, injectTo: 'head' });

/** A Vite plugin. Its tags come after Vite's own reading of the page, or Vite would look for these files among the sources. */
export const headTags = (webApps) => ({
  name: 'latchkey-head',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { filename }) => {
      const address = webApps[filename.split('/').at(-2)];
      if (address === undefined || !isInstallable(address)) return [];
      const at = `/${address}`;
      return [
        link('manifest', `${at}/manifest.webmanifest`),
        link('icon', `${at}/icon.svg`, { type: 'image/svg+xml' }),
        link('apple-touch-icon', `${at}/apple-touch-icon.png`),
        themed('light'),
        themed('dark'),
      ];
    },
  },
});
