import { DoorDrawing } from '../door/drawing.tsx';
import { unknownPicture } from '../door/picture.ts';
import { Mark } from './mark.tsx';
import { PageFrame, type PageWidth } from './page.tsx';
import { Skeleton } from './skeleton.tsx';

interface Props {
  readonly name: string;
  readonly width?: PageWidth;
  /** Where the first screen begins with its door, the door is there already: not known yet. */
  readonly door?: boolean;
}

/**
 * What the build writes into the page, and what stands there until the scripts are. No word but the name: which language is spoken is not
 * known yet. Only when nothing comes for long, both say so.
 */
export const FirstPaint = ({ name, width, door = false }: Props) => (
  <>
    <div aria-hidden="true">
      <PageFrame
        width={width}
        mark={
          <span className="page-mark">
            <Mark /> {name}
          </span>
        }
      >
        <div className="stack" data-gap="wide">
          {door && (
            <div className="first-door">
              <DoorDrawing picture={unknownPicture('hinged')} label="" />
            </div>
          )}
          <Skeleton lines={4} label="" />
        </div>
      </PageFrame>
    </div>
    <p className="first-late">
      <span lang="en">
        This takes longer than it should. <a href="./">Load the page again</a>
      </span>
      <span lang="de">
        Das dauert länger, als es soll. <a href="./">Seite neu laden</a>
      </span>
    </p>
  </>
);
