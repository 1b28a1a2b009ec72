/** The app as the hub itself serves it. The German table has the same shape. */
export const atHomeEn = {
  card: {
    title: 'At home, without the server',
    what: 'Your hub serves this app itself, on your own network. If the server is ever gone, it opens, locks, watches and exports from there.',
    address: 'Its address',
    signed: 'Signed by your hub a moment ago.',
    certificate: 'Its certificate',
    certificateHint: 'Your browser shows the same letters as SHA-256 of the certificate. If they differ, do not go on.',
    how: 'Open it on a device at home and choose “Join a household”. It shows a code; take it in here, as an admin if it is to let others in later. Films from then on are sealed for it, too.',
    soon: 'Do it while there is a server: without one, only a device that is in already, or your recovery code, lets another one in.',
  },
  start: {
    title: 'Your household, at home',
    what: 'This page comes from your hub itself, on your own network. It works without any server.',
    key: 'Here it needs a key of its own. A member’s device takes it in, from wherever that device is.',
  },
  here: {
    title: 'Served by your hub',
    what: 'This page works on your own network, without any server. Parcels and carriers are arranged where there is one.',
    people:
      'People who were invited come as before: they stand under People, from the hub itself, and can be withdrawn here. Who is to come anew is invited where there is a server.',
    notKept:
      'This browser does not trust the hub’s certificate by itself, so it keeps no copy of this app. It opens only while your hub answers, and offers no new version. Install the certificate on this device to change that.',
  },
};

export type AtHomeSentences = typeof atHomeEn;
