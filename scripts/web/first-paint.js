// What stands on an app's page before its scripts: made from the kit's own parts, so that it looks as what takes its place.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const empty = '<div id="root"></div>';

/** Each app that has a `first-paint.tsx` → its markup. `bundle` writes Node programs into a folder. */
export const firstPaints = async ({ root, apps, folder, bundle }) => {
  const { renderToStaticMarkup } = await import('react-dom/server');
  const entries = Object.fromEntries(
    apps.map((app) => [app, `apps/${app}/first-paint.tsx`]).filter(([, path]) => existsSync(join(root, path))),
  );
  await bundle(entries, folder);
  const rendered = Object.keys(entries).map(async (app) => {
    const { firstPaint } = await import(pathToFileURL(join(folder, `${app}.js`)).href);
    const html = renderToStaticMarkup(firstPaint);
    // The content security policy takes no style from the page itself, and says so in the console.
    if (/ style=/.test(html)) throw new Error(`the first paint of ${app} carries a style of its own`);
    return [app, html];
  });
  return Object.fromEntries(await Promise.all(rendered));
};

const script = /<script type="module" crossorigin src="([^"]+)"><\/script>\s*/g;
const part = /<link rel="modulepreload" crossorigin href="([^"]+)">\s*/g;
const asScript = (src) => `<script type="module" fetchpriority="low" crossorigin src="${src}"></script>`;

/**
 * Nothing of the first paint waits for a script: on a slow line the style has the way to itself. The parts of a script are scripts too,
 * before the one that needs them, so that each begins in a task of its own.
 */
const styleFirst = (page) => {
  const sources = [...page.matchAll(part), ...page.matchAll(script)].map(([, src]) => src);
  const bare = page.replaceAll(script, '').replaceAll(part, '');
  return bare.replace('</head>', () => `  ${sources.map(asScript).join('\n    ')}\n  </head>`);
};

/** A Vite plugin: React puts the first screen in the place of what it finds there. */
export const firstPaintPlugin = (html) => ({
  name: 'latchkey-first-paint',
  transformIndexHtml: {
    order: 'post',
    handler: (page) => {
      if (html === undefined) return page;
      if (!page.includes(empty)) throw new Error('the page has no empty #root for its first paint');
      return styleFirst(page.replace(empty, () => `<div id="root">${html}</div>`));
    },
  },
});
