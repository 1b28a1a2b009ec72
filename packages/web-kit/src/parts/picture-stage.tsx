import { useEffect, useRef, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  /** The last picture is not now: it is shown so. */
  readonly stale?: boolean;
  /** Gets both elements once they stand; what it returns ends the showing. */
  readonly onReady: (canvas: HTMLCanvasElement, video: HTMLVideoElement) => () => void;
  /** Words over the picture. */
  readonly children: ReactNode;
}

/** The dark frame in which a picture appears: a canvas where frames are decoded one by one, else a video element. */
export const PictureStage = ({ label, stale = false, onReady, children }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (canvas.current === null || video.current === null) return;
    return onReady(canvas.current, video.current);
  }, [onReady]);
  return (
    <div className="picture-stage" data-stale={stale ? 'yes' : 'no'}>
      <canvas ref={canvas} className="stage-picture" role="img" aria-label={label} />
      <video ref={video} className="stage-picture" muted playsInline disableRemotePlayback hidden aria-label={label} />
      {children}
    </div>
  );
};

/** The picture's own shape, for the stage beneath. */
export const ratioOf = (size: { width: number; height: number } | undefined): Record<string, string> =>
  size === undefined ? {} : { '--ratio': `${size.width} / ${size.height}` };
