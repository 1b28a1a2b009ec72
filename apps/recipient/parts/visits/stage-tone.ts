import type { Tone } from '@latchkey/web-kit';
import type { Stage } from '../../model/visits/stage.ts';

export const stageTone: Record<Stage, Tone> = {
  planned: 'plain',
  assigned: 'plain',
  arriving: 'use',
  'at-door': 'use',
  attention: 'alarm',
  finished: 'locked',
  undelivered: 'needs',
  refused: 'needs',
  blocked: 'locked',
  diverted: 'locked',
  expired: 'plain',
};
