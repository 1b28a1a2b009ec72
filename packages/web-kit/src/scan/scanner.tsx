import { useEffect, useRef, useState, type RefObject } from 'react';
import { useObservable } from '../hooks/index.ts';
import { browserClock, browserLater } from '../model/index.ts';
import { Button } from '../parts/button.tsx';
import { useSentences } from '../parts/language.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { Notice } from '../parts/notice.tsx';
import { cameraIn } from './camera.ts';
import { openCodeReader } from './code-reader.ts';
import type { CodeFormat } from './decoder.ts';
import { createScan, type Scan } from './scan.ts';
import { scanDe } from './scan.de.ts';
import { scanEn } from './scan.en.ts';

const sentences = { en: scanEn, de: scanDe };

export interface ScannerProps {
  readonly formats: readonly CodeFormat[];
  /** A code came into sight. Close the scanner by not drawing it any more. */
  readonly onFound: (text: string) => void;
  readonly onClose: () => void;
  /** `thumb`: for gloves. */
  readonly size?: 'normal' | 'thumb';
}

/** The camera's picture with a frame to aim by. It opens the camera when it is drawn and lets it go when it is not. */
export const Scanner = ({ formats, onFound, onClose, size = 'normal' }: ScannerProps) => {
  const video = useRef<HTMLVideoElement>(null);
  const newest = useRef({ formats, onFound });
  const [scan, setScan] = useState<Scan>();
  useEffect(() => {
    newest.current = { formats, onFound };
  });
  useEffect(() => {
    if (video.current === null) return undefined;
    const made = createScan({
      openCamera: cameraIn(video.current),
      openReader: openCodeReader,
      formats: newest.current.formats,
      onFound: (text) => newest.current.onFound(text),
      clock: browserClock,
      later: browserLater,
    });
    setScan(made);
    void made.open();
    return made.close;
  }, []);
  return (
    <div className="scan stack" data-gap="tight">
      <Picture video={video} />
      {scan !== undefined && <Controls scan={scan} size={size} onClose={onClose} />}
    </div>
  );
};

const Picture = ({ video }: { video: RefObject<HTMLVideoElement | null> }) => {
  const t = useSentences(sentences);
  return (
    <div className="scan-picture">
      <video ref={video} muted playsInline aria-label={t.picture} />
      <svg className="scan-aim" viewBox="0 0 100 100" aria-hidden="true">
        <path d="M2 20V2h18M80 2h18v18M98 80v18H80M20 98H2V80" />
      </svg>
    </div>
  );
};

const Controls = ({ scan, size, onClose }: { scan: Scan; size: 'normal' | 'thumb'; onClose: () => void }) => {
  const t = useSentences(sentences);
  const state = useObservable(scan.state);
  if (state.kind === 'failed') {
    return (
      <>
        <LiveRegion words={t.fault[state.fault]} urgent />
        <Notice
          tone="needs"
          title={t.fault[state.fault]}
          way={
            <>
              <Button kind="quiet" size={size} onClick={() => void scan.open()}>
                {t.again}
              </Button>
              <Button kind="plain" size={size} onClick={onClose}>
                {t.stop}
              </Button>
            </>
          }
        >
          <p>{t.way[state.fault]}</p>
        </Notice>
      </>
    );
  }
  const torch = state.kind === 'looking' ? state.torch : 'none';
  const words = state.kind === 'looking' ? t.looking : t.opening;
  return (
    <>
      <LiveRegion words={words} />
      <p className="soft small">{words}</p>
      <div className="scan-buttons">
        {torch !== 'none' && (
          <Button kind="quiet" size={size} onClick={() => void scan.turnTorch()}>
            {torch === 'on' ? t.torchOff : t.torchOn}
          </Button>
        )}
        <Button kind="quiet" size={size} onClick={onClose}>
          {t.stop}
        </Button>
      </div>
    </>
  );
};
