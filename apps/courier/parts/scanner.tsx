import { useEffect, useRef, useState } from 'react';
import { Button, Notice, useSentences } from '@latchkey/web-kit';
import { sentences } from '../sentences/index.ts';

/** The Shape Detection API, where a browser has it; elsewhere the number is typed, or comes from a scanner that types. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

export const canScan = (): boolean => detectorClass() !== undefined;

const formats = ['code_128', 'code_39', 'data_matrix', 'itf', 'qr_code'];
const everyMs = 200;

export const Scanner = ({ onFound }: { onFound: (text: string) => void }) => {
  const t = useSentences(sentences);
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const Class = detectorClass();
    const shown = video.current;
    if (!open || Class === undefined || shown === null) return undefined;
    return watch(new Class({ formats }), shown, onFound, () => setFailed(true));
  }, [open, onFound]);
  if (failed) return <Notice tone="needs" title={t.scan.noCamera} />;
  return (
    <>
      {open && <video className="scan-picture" ref={video} muted playsInline />}
      <Button kind="quiet" size="thumb" onClick={() => setOpen(!open)}>
        {open ? t.scan.stopCamera : t.scan.camera}
      </Button>
    </>
  );
};

/** Looks through the back camera until something is found; the answer ends it. */
const watch = (detector: Detector, video: HTMLVideoElement, onFound: (text: string) => void, onFailed: () => void) => {
  let stream: MediaStream | undefined;
  let over = false;
  const look = async () => {
    const [found] = await detector.detect(video).catch(() => []);
    if (over) return;
    if (found !== undefined) onFound(found.rawValue);
  };
  const timer = setInterval(() => void look(), everyMs);
  navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then((given) => {
    if (over) {
      stopAll(given);
      return;
    }
    stream = given;
    video.srcObject = given;
    void video.play();
  }, onFailed);
  return () => {
    over = true;
    clearInterval(timer);
    if (stream !== undefined) stopAll(stream);
  };
};

const stopAll = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop());
