import type { Stop } from '@latchkey/carrier-sdk';
import { Notice, useSentences } from '@latchkey/web-kit';
import type { Screen } from '../model/screen.ts';
import type { Visit, VisitView } from '../model/visit.ts';
import { Frame } from '../parts/frame.tsx';
import { sentences } from '../sentences/index.ts';
import { DoorScreen } from './door.tsx';
import { DoorCodeScreen, UnheardScreen } from './door-code.tsx';
import { HereScreen } from './here.tsx';
import { KnockingScreen } from './knocking.tsx';
import { NoticeScreen } from './notice.tsx';
import { NotReachedScreen, OverScreen, RefusedScreen } from './shut.tsx';
import { DoubtScreen, ScanScreen } from './scan.tsx';
import { LeftScreen, UnsafeScreen } from './unsafe.tsx';
import { SlideScreen } from './slide-screen.tsx';
import { Back } from '../parts/back.tsx';

export interface StepProps<S extends Screen['show'] = Screen['show']> {
  readonly screen: Extract<Screen, { show: S }>;
  readonly view: VisitView;
  readonly visit: Visit;
  readonly stop: Stop;
  readonly door: number;
  readonly title: string;
  /** Something said at this stop has not reached anybody yet. */
  readonly unsent: boolean;
}

export const StepScreen = (props: StepProps) => {
  const { screen } = props;
  switch (screen.show) {
    case 'notice':
      return <NoticeScreen {...props} screen={screen} />;
    case 'scan':
      return <ScanScreen {...props} screen={screen} />;
    case 'doubt':
      return <DoubtScreen {...props} screen={screen} />;
    case 'here':
      return <HereScreen {...props} screen={screen} />;
    case 'slide':
      return <SlideScreen {...props} screen={screen} />;
    case 'knocking':
      return <KnockingScreen {...props} screen={screen} />;
    case 'door':
      return <DoorScreen {...props} screen={screen} />;
    case 'refused':
      return <RefusedScreen {...props} screen={screen} />;
    case 'not-reached':
      return <NotReachedScreen {...props} screen={screen} />;
    case 'code':
      return <DoorCodeScreen {...props} screen={screen} />;
    case 'unheard':
      return <UnheardScreen {...props} screen={screen} />;
    case 'over':
      return <OverScreen {...props} screen={screen} />;
    case 'unsafe':
      return <UnsafeScreen {...props} screen={screen} />;
    case 'left':
      return <LeftScreen {...props} screen={screen} />;
    case 'distrust':
      return <DistrustScreen {...props} screen={screen} />;
  }
};

const DistrustScreen = ({ screen, title }: StepProps<'distrust'>) => {
  const t = useSentences(sentences);
  return (
    <Frame title={title} back={<Back />}>
      <Notice tone="alarm" title={title}>
        {t.faults[screen.fault]}
      </Notice>
    </Frame>
  );
};
