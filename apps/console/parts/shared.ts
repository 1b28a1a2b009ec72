import type { Desk, DeskView } from '../model/desk.ts';
import type { Demo, Office } from '../model/office.ts';
import type { Readiness } from '../model/readiness/readiness.ts';

/** What every screen behind the set-up is given. */
export interface AtDeskProps {
  readonly office: Office;
  readonly desk: Desk;
  readonly view: DeskView;
  readonly readiness: Readiness;
  readonly demo: Demo | undefined;
}
