import * as z from 'zod';
import { bytesOf } from '../bytes.ts';

/**
 * A member's live picture: the WebSocket at `routes.livePath`. Binary messages to the viewer are `recordingId (16 bytes) ‖ records`; this
 * is all that a viewer may say. The nonce goes to the hub that films, and comes back in its next signed checkpoint.
 */
export const viewerToServer = z.strictObject({ nonce: bytesOf(16) });
export type ViewerToServer = z.infer<typeof viewerToServer>;
/** One message of a viewer, in bytes. */
export const maxViewerMessageBytes = 256;
