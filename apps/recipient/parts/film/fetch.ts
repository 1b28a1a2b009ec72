import { routes } from '@latchkey/contract';

/** Reads the sealed film piece by piece; rejects when the server does not give it. */
export const fetchFilm = async (
  recordingId: string,
  onPiece: (bytes: Uint8Array) => void,
  signal: AbortSignal,
): Promise<void> => {
  const path = routes.readRecording.path.replace(':recordingId', recordingId);
  const answer = await fetch(path, { signal, credentials: 'same-origin' });
  if (!answer.ok || answer.body === null) throw new Error(`film: ${answer.status}`);
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onPiece(value);
  }
};
