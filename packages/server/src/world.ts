import type { Bus } from './bus.ts';
import type { HubLines } from './channel/lines.ts';
import type { Silence } from './channel/silence.ts';
import type { Effects, Settings } from './effects.ts';
import type { CallLog } from './http/call-log.ts';
import type { EventStreams } from './http/event-stream.ts';
import type { Registrar } from './http/registrar.ts';
import type { Throttles } from './http/throttles.ts';
import type { Sessions } from './http/sessions.ts';
import type { LogKeeper } from './log/keeper.ts';
import type { Witnesses } from './log/witnesses.ts';
import type { Metrics } from './metrics.ts';
import type { Films } from './relay/films.ts';
import type { HubRoutes } from './hub-routes.ts';
import type { Notifier } from './notify/notifier.ts';
import type { VisitRoutes } from './visit-routes.ts';

/** What routes work with. */
export interface World {
  readonly effects: Effects;
  readonly settings: Settings;
  readonly registrar: Registrar;
  readonly sessions: Sessions;
  readonly throttles: Throttles;
  readonly streams: EventStreams;
  readonly bus: Bus;
  readonly lines: HubLines;
  readonly films: Films;
  readonly hubRoutes: HubRoutes;
  readonly visitRoutes: VisitRoutes;
  readonly notifier: Notifier;
  readonly silence: Silence;
  readonly callLog: CallLog;
  readonly metrics: Metrics;
  /** Absent where this server has no log's key. */
  readonly logKeeper: LogKeeper | undefined;
  readonly witnesses: Witnesses | undefined;
}
