import { laterScreens } from '@latchkey/web-kit';
import { UnfetchedScreen } from './screens/start.tsx';

export const { later, fetchRest } = laterScreens(UnfetchedScreen);
