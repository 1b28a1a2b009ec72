import { useEffect, useRef, type ReactNode, type RefObject } from 'react';

export type PageWidth = 'content' | 'desk';

export interface PageProps {
  /** Also the document's title. */
  readonly title: string;
  /** The product's or household's name, at the left of the head. */
  readonly mark: ReactNode;
  readonly skip: string;
  readonly aside?: ReactNode;
  /** What stays at the thumb: navigation, or the one next step. */
  readonly bar?: ReactNode;
  readonly width?: PageWidth | undefined;
  readonly children: ReactNode;
}

/** Screens replace one another, so what was shown last outlives each of them. */
let shownTitle: string | undefined;

/** A title that follows what somebody types on this page is no new place: the focus stays in the field. */
const isTypingIn = (main: HTMLElement | null): boolean =>
  document.activeElement instanceof HTMLInputElement && main?.contains(document.activeElement) === true;

/** The shell of every screen. A new title moves the focus to the content and the page to its top, so that a screen reader hears the new place. */
export const Page = ({ title, mark, skip, aside, bar, width, children }: PageProps) => {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · Latchkey`;
    if (shownTitle !== undefined && shownTitle !== title && !isTypingIn(main.current)) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    shownTitle = title;
  }, [title]);
  return (
    <PageFrame
      width={width}
      mark={mark}
      aside={aside}
      bar={bar}
      main={main}
      skip={
        <a
          className="skip"
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          {skip}
        </a>
      }
    >
      {children}
    </PageFrame>
  );
};

type FrameProps = Pick<PageProps, 'mark' | 'aside' | 'bar' | 'width' | 'children'> & {
  readonly skip?: ReactNode;
  readonly main?: RefObject<HTMLElement | null>;
};

/** The page's places, the same before the scripts are there as after. */
export const PageFrame = ({ skip, mark, aside, bar, width = 'content', main, children }: FrameProps) => (
  <div className="page" data-width={width}>
    {skip}
    <header className="page-top">
      <div className="page-row">
        {mark}
        {aside}
      </div>
    </header>
    <main id="main" className="page-main" ref={main} tabIndex={-1}>
      {children}
    </main>
    {bar !== undefined && (
      <footer className="page-bar">
        <div>{bar}</div>
      </footer>
    )}
  </div>
);

export const Stack = ({ gap, children }: { gap?: 'wide' | 'tight'; children: ReactNode }) => (
  <div className="stack" data-gap={gap}>
    {children}
  </div>
);
