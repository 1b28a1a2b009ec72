/** Sealed film in a browser: verified, opened, decoded; and the word LIVE only where it is earned. */
export { CanvasSink, hasWebCodecs } from './canvas-sink.ts';
export { FilmReader, type FilmEffects, type FilmEvents, type OpenSealed } from './film-reader.ts';
export { Liveness, steadyClock } from './liveness.ts';
export { LivePlayer, type LiveSetup } from './live-player.ts';
export type { OpenedFrame, PictureSink } from './picture-sink.ts';
export { livePlayer, pictureSink, storedPlayer, type BrowserPlayerSetup } from './player.ts';
export { START_STATE, type PlayerPhase, type PlayerState } from './state.ts';
export { StoredPlayer, type StoredSetup } from './stored-player.ts';
export { VideoSink, hasMediaSource } from './video-sink.ts';
export { webOpener } from './web-opener.ts';
