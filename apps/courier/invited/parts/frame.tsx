import type { ReactNode } from 'react';
import { LanguageSwitch, Mark, Page, commonSentences, useSentences } from '@latchkey/web-kit';
import { invitedSentences } from '../sentences/index.ts';

export interface FrameProps {
  readonly title: string;
  readonly back?: boolean;
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

export const Frame = ({ title, back = false, bar, children }: FrameProps) => {
  const t = useSentences(invitedSentences);
  const common = useSentences(commonSentences);
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
  return (
    <Page title={title} mark={mark} skip={common.skip} aside={<LanguageSwitch />} bar={bar}>
      {children}
    </Page>
  );
};
