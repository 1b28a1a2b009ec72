import { routes, type Route } from '@latchkey/contract';

/**
 * What a household needs of a server at home: signing in with a key that its roster names, letting a further device in, and everything
 * about its doors, its story and its films. Nobody makes a household here; carriers, couriers and operators do not exist.
 */
export const routesAtHome: ReadonlySet<Route> = new Set([
  routes.readPlace,
  routes.watchDisplay,
  routes.newChallenge,
  routes.newSession,
  routes.endMemberSession,
  routes.newEnrolment,
  routes.readEnrolmentAsMember,
  routes.welcomeDevice,
  routes.readWelcome,
  routes.endCourierSession,
  routes.recoverHome,
  routes.readHome,
  routes.listRosters,
  routes.tellHub,
  routes.newBlock,
  routes.listHomeReceipts,
  routes.homeEvents,
  routes.listHomeShipments,
  routes.listHomeVisits,
  routes.readHomeVisit,
  routes.readRecording,
  routes.listInvitations,
  routes.listHomeSeries,
  routes.listSeriesRecordings,
  routes.tellNames,
  routes.readNames,
  routes.listPasskeys,
] as readonly Route[]);
