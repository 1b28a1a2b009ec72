import type { ReactNode } from 'react';
import { LanguageSwitch, Mark, Page, commonSentences, useSentences } from '@latchkey/web-kit';
import { sentences } from '../sentences/index.ts';

export interface FrameProps {
  readonly title: string;
  /** At the left of the head, instead of the app's own name: mostly a way back. */
  readonly back?: ReactNode;
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

export const Frame = ({ title, back, bar, children }: FrameProps) => {
  const t = useSentences(sentences);
  const common = useSentences(commonSentences);
  const mark = back ?? (
    <a className="page-mark" href="#/">
      <Mark /> {t.app}
    </a>
  );
  return (
    <Page title={title} mark={mark} skip={common.skip} aside={<LanguageSwitch />} bar={bar}>
      {children}
    </Page>
  );
};
