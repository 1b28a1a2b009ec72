export const scanEn = {
  picture: 'What the camera sees',
  opening: 'Waiting for the camera. If the browser asks, allow it: the picture stays on this device.',
  looking: 'Looking for a code. Hold it still, a hand’s breadth away.',
  torchOn: 'Light on',
  torchOff: 'Light off',
  stop: 'Close the camera',
  again: 'Try the camera again',
  fault: {
    refused: 'The browser does not let this page use the camera.',
    none: 'This device has no camera.',
    busy: 'The camera does not start.',
    'not-here': 'A camera can only be used on a page that is served securely.',
    lost: 'The camera was taken away.',
    unreadable: 'This browser cannot read codes from a picture.',
  },
  way: {
    refused: 'Allow the camera for this page in the browser’s settings, beside the address. Or type the code.',
    none: 'Type or paste the code instead.',
    busy: 'Another program may be using it. Close that, and try again.',
    'not-here': 'Type or paste the code instead.',
    lost: 'Plug it in or allow it again, then try once more.',
    unreadable: 'Type or paste the code instead.',
  },
};

export type ScanSentences = typeof scanEn;
