import {
  ClockNotice,
  LanguageSwitch,
  Mark,
  Notice,
  Page,
  commonSentences,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { sectionOf, sections, sectionsAtHome, type Section } from '../model/sections.ts';
import { homeSentences } from '../sentences/index.ts';
import { statesSentences } from '../sentences/states.ts';
import { useBelief } from './doors/belief.ts';
import { useHome } from './home-context.tsx';
import { PasskeyOwed } from './passkeys/owed.tsx';
import { CutOff } from './devices/cut-off.tsx';
import { AskedNotice } from './visits/asked-notice.tsx';
import { LookNotice } from './looks/notice.tsx';
import { SilentNotice } from './visits/silent-notice.tsx';
import { UnderWay } from './visits/under-way.tsx';

interface Props {
  readonly title: string;
  /** Whether the title stands on the screen or is only read out, where a state's words lead. */
  readonly heading?: 'shown' | 'read';
  /** Where back leads; without it the mark stands there. */
  readonly back?: string;
  /** Instead of the navigation: the one next step. */
  readonly bar?: ReactNode;
  /** The visit this screen is about: it needs no banner about itself. */
  readonly visitId?: string;
  /** This screen is the question itself. */
  readonly asked?: boolean;
  readonly children: ReactNode;
}

/** The household's page: head, lost-line notice, the banner of a visit under way, navigation. */
export const Shell = ({ title, heading = 'read', back, bar, visitId, asked = false, children }: Props) => {
  const common = useSentences(commonSentences);
  const { clock, clockBack } = useSentences(statesSentences);
  const [at] = useLocation();
  useBelief();
  return (
    <Page
      title={title}
      skip={common.skip}
      mark={back === undefined ? <HomeMark /> : <BackLink to={back} label={common.back} />}
      aside={<LanguageSwitch />}
      bar={bar ?? <Sections />}
    >
      <div className="stack" data-gap="wide">
        <h1 className={heading === 'read' ? 'aside-voice' : undefined}>{title}</h1>
        <CutOff />
        <LineLost />
        <SilentNotice />
        {at !== '/household/clock' && (
          <ClockNotice
            follows={clock}
            back={
              <Link className="button" data-kind="quiet" href="/household/clock">
                {clockBack}
              </Link>
            }
          />
        )}
        <PasskeyOwed />
        <LookNotice />
        {asked ? null : <AskedNotice fallback={<UnderWay except={visitId} />} />}
        {children}
      </div>
    </Page>
  );
};

const HomeMark = () => (
  <Link href="/" className="page-mark">
    <Mark /> {useSentences(homeSentences).product}
  </Link>
);

const BackLink = ({ to, label }: { to: string; label: string }) => (
  <Link href={to} className="page-mark">
    <svg
      width="12"
      height="20"
      viewBox="0 0 12 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <path d="M10 2L2 10l8 8" />
    </svg>
    {label}
  </Link>
);

const inOrder = Object.keys(sections) as readonly Section[];

const Sections = () => {
  const t = useSentences(homeSentences).nav;
  const [at] = useLocation();
  const here = sectionOf(at);
  const atHome = useHome().household.atHome === true;
  return (
    <nav className="sections" aria-label={t.label}>
      {(atHome ? sectionsAtHome : inOrder).map((section) => (
        <Link
          key={section}
          href={sections[section]}
          className="section"
          aria-current={section === here ? 'page' : undefined}
        >
          {t[section]}
        </Link>
      ))}
    </nav>
  );
};

const LineLost = () => {
  const { home } = useHome();
  const line = useObservable(home.events.line);
  const t = useSentences(commonSentences);
  const standing = useObservable(home.parts.standing);
  if (line !== 'lost' || standing !== 'known') return null;
  return (
    <Notice tone="needs" title={t.offline}>
      <p>{t.offlineWay}</p>
    </Notice>
  );
};
