import { fileWords } from '@latchkey/evidence/words';
import { commonSentences, LanguageSwitch, Mark, Notice, Page, useSentences } from '@latchkey/web-kit';
import { useMemo, useState } from 'react';
import { check, noKeys, trustIn } from './model/check.ts';
import { FilePlace } from './parts/file-place.tsx';
import { Findings } from './parts/findings.tsx';
import { OwnKeysFields } from './parts/own-keys.tsx';
import { evidenceWords, verifySentences } from './sentences/index.ts';

type Given = { readonly name: string; readonly text: string } | { readonly name: string; readonly text: undefined };

/** One question and its answer. `copy`: where this page can be had as one file. */
export const App = ({ copy }: { copy: string | undefined }) => {
  const t = useSentences(verifySentences);
  const common = useSentences(commonSentences);
  const [given, setGiven] = useState<Given>();
  const [keys, setKeys] = useState(noKeys);
  const read = (file: File) => {
    file.text().then(
      (text) => setGiven({ name: file.name, text }),
      () => setGiven({ name: file.name, text: undefined }),
    );
  };
  return (
    <Page title={t.title} skip={common.skip} mark={<OurMark />} aside={<LanguageSwitch />}>
      <div className="stack" data-gap="wide">
        <div className="stack">
          <h1>{t.question}</h1>
          <p className="lead">{t.lead}</p>
        </div>
        <FilePlace name={given?.name} onFile={read} />
        {given !== undefined && <Answer given={given} keys={keys} />}
        <OwnKeysFields keys={keys} onChange={setKeys} />
        {copy !== undefined && (
          <div>
            <a className="keep" href={copy} download>
              {t.keep}
            </a>
            <p className="soft">{t.keepHint}</p>
          </div>
        )}
      </div>
    </Page>
  );
};

const OurMark = () => (
  <span className="page-mark">
    <Mark />
    Latchkey
  </span>
);

const Answer = ({ given: { text }, keys }: { given: Given; keys: typeof noKeys }) => {
  const t = useSentences(verifySentences);
  const words = useSentences(evidenceWords);
  const found = useMemo(() => (text === undefined ? undefined : check(text, trustIn(keys))), [text, keys]);
  if (found?.kind === 'judged') return <Findings verdict={found.verdict} films={found.shown} />;
  return (
    <Notice tone="needs" title={t.unreadable}>
      <p role="alert">{found === undefined ? t.unopened : fileWords(found.problem, words)}</p>
    </Notice>
  );
};
