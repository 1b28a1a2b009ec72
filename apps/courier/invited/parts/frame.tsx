import { Mark, useSentences } from '@latchkey/web-kit';
import { Frame as CourierFrame, type FrameProps as CourierFrameProps } from '../../parts/frame.tsx';
import { invitedSentences } from '../sentences/index.ts';

export interface FrameProps extends Omit<CourierFrameProps, 'back'> {
  readonly back?: boolean;
}

/** The courier's frame, for who was invited: its head leads to the places they may enter. */
export const Frame = ({ back = false, ...frame }: FrameProps) => {
  const t = useSentences(invitedSentences);
  const mark = (
    <a className="page-mark" href="#/invited">
      {back ? (
        `‹ ${t.back}`
      ) : (
        <>
          <Mark /> {t.app}
        </>
      )}
    </a>
  );
  return <CourierFrame {...frame} back={mark} />;
};
