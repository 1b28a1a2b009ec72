/** Cameras behind one small interface: compressed frames with the hub's time, and an honest word on link and picture. */
export type { Camera, CameraClock, CameraFrame, CameraHealth, CameraSink, OpenCamera } from './camera.ts';
export { cameraArguments, type CameraSource } from './command-line.ts';
export { ffmpegCamera, type FfmpegCameraSetup } from './ffmpeg-camera.ts';
export { probeFfmpeg, type FfmpegProgram } from './program.ts';
export { CodeEye, type CodeEyeSetup } from './code-eye.ts';
export type { GreyPicture } from './raw-pictures.ts';
