import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { LanguageSwitch, Mark, Page, commonSentences, useSentences } from '@latchkey/web-kit';
import { sectionOf, type Section } from '../model/sections.ts';
import { nowSentences } from '../sentences/now.ts';
import { sentences } from '../sentences/index.ts';
import { programsSentences } from '../sentences/programs.ts';
import { signOnSentences } from '../sentences/sign-on.ts';

export interface FrameProps {
  readonly title: string;
  /** The carrier's name; absent before set-up, when there is nowhere to go yet. */
  readonly carrier?: string;
  readonly children: ReactNode;
}

export const Frame = ({ title, carrier, children }: FrameProps) => {
  const t = useSentences(sentences);
  const common = useSentences(commonSentences);
  const mark = (
    <>
      <a className="page-mark" href="#/">
        <Mark /> {carrier ?? t.app}
      </a>
      {carrier !== undefined && <Navigation />}
    </>
  );
  return (
    <Page title={title} mark={mark} skip={common.skip} aside={<LanguageSwitch />} width="desk">
      {children}
    </Page>
  );
};

const Navigation = () => {
  const t = useSentences(sentences);
  const programs = useSentences(programsSentences);
  const now = useSentences(nowSentences);
  const signOn = useSentences(signOnSentences);
  const [location] = useLocation();
  const section = sectionOf(location);
  const here = (one: Section) => (section === one ? ('page' as const) : undefined);
  return (
    <nav className="console-nav" aria-label={t.nav.label}>
      <Link href="/" aria-current={here('now')}>
        {now.nav}
      </Link>
      <Link href="/shipments" aria-current={here('shipments')}>
        {t.nav.shipments}
      </Link>
      <Link href="/couriers" aria-current={here('couriers')}>
        {t.nav.couriers}
      </Link>
      <Link href="/programs" aria-current={here('programs')}>
        {programs.nav}
      </Link>
      <Link href="/settings" aria-current={here('settings')}>
        {signOn.nav}
      </Link>
    </nav>
  );
};
