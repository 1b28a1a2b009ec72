/** A next build of the app: offered, or not installed. */
export const updateEn = {
  act: 'Use it now',
  news: {
    ready: {
      title: 'A new version is ready',
      text: 'It is on this device already. The page loads anew when you say so, or the next time you open it.',
    },
    'not-signed': {
      title: 'This server offers an app that its makers did not sign',
      text: 'It was not installed. You go on with the app that you have, and nothing about it has changed. Ask whoever runs this server what happened there.',
    },
    older: {
      title: 'This server offers an older app than yours',
      text: 'It was not installed: what has been mended since would be broken again. You go on with the app that you have. Ask whoever runs this server whether they mean it.',
    },
    differs: {
      title: 'An update was not installed',
      text: 'What this server sent is not what the makers of the app signed. You go on with the app that you have. If this is still here tomorrow, ask whoever runs this server.',
    },
    replaced: {
      title: 'Something took the place of this app',
      text: 'It did so without being asked on this page. If you chose the new version in another window, load this one anew and all is well. If not, do not open the app here again, and ask whoever runs this server.',
    },
  },
};

export type UpdateSentences = typeof updateEn;
