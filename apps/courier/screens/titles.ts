import type { Screen } from '../model/screen.ts';
import type { Sentences } from '../sentences/index.ts';

/** The few words that a screen is headed with, and that a screen reader hears when it changes. */
export const titleOf = (screen: Screen, t: Sentences): string => {
  switch (screen.show) {
    case 'distrust':
      return t.distrust;
    case 'notice':
      return t.notice.title;
    case 'scan':
      return t.scan.title;
    case 'doubt':
      return t.doubt.title(screen.parcel.number);
    case 'here':
      return t.here.title;
    case 'slide':
      return t.slide.title;
    case 'knocking':
      return screen.waitsUntilMs === undefined ? t.knocking.title : t.knocking.waiting;
    case 'door':
      return t.door[screen.moment.at].title;
    case 'refused':
      return t.refused.title;
    case 'not-reached':
      return t.notReached[screen.because].title;
    case 'code':
      return t.doorCode.title;
    case 'unheard':
      return t.unheard[screen.what].title;
    case 'over':
      return overWords(screen.moment, t).title;
    case 'unsafe':
      return t.unsafe.title;
    case 'left':
      return t.left.title;
  }
};

export const overWords = (moment: Extract<Screen, { show: 'over' }>['moment'], t: Sentences) => {
  if (moment.at !== 'expired' && moment.inside) return t.over.blockedInside;
  return t.over[moment.at];
};
