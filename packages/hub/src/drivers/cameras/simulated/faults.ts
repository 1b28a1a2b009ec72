/**
 * What can be wrong with the camera at the door. `freeze`: the same picture for ever, its clock too. `covered`: a dark
 * lens, the clock runs. `cut`: connections dropped and refused. `loss`: every tenth packet is gone. `slow`: everything
 * comes two seconds late. `off`: nothing listens.
 */
export type CameraFault = 'none' | 'freeze' | 'covered' | 'cut' | 'loss' | 'slow' | 'off';

export const LOST_SHARE = 0.1;
export const SLOW_MS = 2000;
