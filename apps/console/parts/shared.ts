import type { Desk, DeskView } from '../model/desk.ts';
import type { Demo, Office } from '../model/office.ts';

/** What every screen behind the set-up is given. */
export interface AtDeskProps {
  readonly office: Office;
  readonly desk: Desk;
  readonly view: DeskView;
  readonly demo: Demo | undefined;
}
