/** A network camera that is not there, and behaves as one that is. */
export { SimulatedCamera, startSimulatedCamera, type SimulatedCameraSetup } from './camera.ts';
export type { CameraFault } from './faults.ts';
export type { Held } from './held.ts';
