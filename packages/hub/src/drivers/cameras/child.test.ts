import { expect, test } from 'vitest';
import { withoutPasswords } from './child.ts';

test('what ffmpeg says of a camera names its address and never its password', () => {
  const said = withoutPasswords('rtsp://admin:s3cret/@@x@192.168.1.9:554/1: Invalid data\nrtsp://u:p@cam/ok');
  expect(said).not.toMatch(/u:p|admin/);
  expect(withoutPasswords('rtsp://admin:s3cret@192.168.1.9/1: refused')).toBe('rtsp://192.168.1.9/1: refused');
  expect(withoutPasswords('rtsp://192.168.1.9/1: refused')).toBe('rtsp://192.168.1.9/1: refused');
});
