// How a web app is built: each on its own, so that nobody's phone loads what only another app needs.
import { join } from 'node:path';

/**
 * A schema and a route only say what they are. Marked so, an app keeps those that it asks for; each of the others would be made
 * anew at every start, before anything is seen.
 */
const onlySay = ['z', 'route'];

/**
 * Below this, modules that several later screens share go to the nearest of them instead of into a request of their own. With more, files come
 * to need one another in a circle, and what runs first finds nothing where the other's class should be.
 */
const leastLaterBytes = 5_000;

/** A screen's own module stays the file that is asked for, and so do the words about an update, which come without any screen. */
const sharedByScreens = (id) => /\.tsx?$/.test(id) && !/[\\/](?:screens[\\/]|update-words|update\.(?:de|en))/.test(id);

const react = /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/;
const engine = /packages[\\/](?:protocol|contract|keys|delivery|log|evidence|media)[\\/]|node_modules[\\/](?:zod|@noble|@hpke)[\\/]/;

/**
 * For the first screen one file of what draws, one of what speaks and verifies, one of its own; few for later screens. Three, because each
 * begins in a task of its own, and a finger is answered between tasks.
 */
const groups = [
  { name: 'react', test: react, tags: ['$initial'], priority: 3 },
  { name: 'engine', test: engine, tags: ['$initial'], priority: 2 },
  { name: 'first', tags: ['$initial'], priority: 1 },
  { name: 'later', test: sharedByScreens, entriesAware: true, entriesAwareMergeThreshold: leastLaterBytes, priority: 0 },
];

/** `whole`: one script, one style, for a page that carries both inside. */
export const appConfig = ({ root, folder, app, plugins, whole = false }) => ({
  root,
  configFile: false,
  // Its warnings speak of a Node fallback that no browser reaches; errors still end the build.
  logLevel: 'error',
  plugins,
  publicDir: false,
  worker: { format: 'es' },
  build: {
    outDir: folder,
    // Several apps are built into one folder, which is fresh.
    emptyOutDir: false,
    // Every asset is a file of its own: the content security policy allows no data: URLs for scripts and fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { [app]: join(root, 'apps', app, 'index.html') },
      treeshake: { manualPureFunctions: onlySay },
      output: { codeSplitting: whole ? false : { groups }, chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js` },
    },
  },
});
