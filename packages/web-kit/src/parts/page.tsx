import { useEffect, useRef, type ReactNode } from 'react';

export interface PageProps {
  /** Also the document's title. */
  readonly title: string;
  /** The product's or household's name, at the left of the head. */
  readonly mark: ReactNode;
  readonly skip: string;
  readonly aside?: ReactNode;
  /** What stays at the thumb: navigation, or the one next step. */
  readonly bar?: ReactNode;
  readonly width?: 'content' | 'desk';
  readonly children: ReactNode;
}

const widths = { content: undefined, desk: { '--page-width': '1280px' } as Record<string, string> };

/** Screens replace one another, so what was shown last outlives each of them. */
let shownTitle: string | undefined;

/** The shell of every screen. A new title moves the focus to the content and the page to its top, so that a screen reader hears the new place. */
export const Page = ({ title, mark, skip, aside, bar, width = 'content', children }: PageProps) => {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · Latchkey`;
    if (shownTitle !== undefined && shownTitle !== title) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    shownTitle = title;
  }, [title]);
  return (
    <div className="page" style={widths[width]}>
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
};

export const Stack = ({ gap, children }: { gap?: 'wide' | 'tight'; children: ReactNode }) => (
  <div className="stack" data-gap={gap}>
    {children}
  </div>
);
