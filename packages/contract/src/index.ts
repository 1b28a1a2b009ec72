export * from './bytes.ts';
export * from './problem.ts';
export * from './route.ts';
export * from './client.ts';
export * as routes from './routes/index.ts';
export * as shapes from './routes/shapes.ts';
export * as channel from './channel/hub.ts';
export * as live from './channel/live.ts';
export * as doorView from './channel/door-view.ts';
