import { Button, LiveRegion, Notice, useFormat, useSentences, type Format, type Tone } from '@latchkey/web-kit';
import type { BlockView } from '@latchkey/web-kit/model';
import { homeSentences, type Sentences } from '../../sentences/index.ts';
import type { BlockHandle } from './use-block.ts';

export type Words = { readonly tone: Tone; readonly title: string; readonly lines: readonly string[] };

/** What may be said of a block, in the right tense. Undefined where nobody pressed anything. */
export const blockWords = (view: BlockView, t: Sentences['block'], format: Format): Words | undefined => {
  switch (view.kind) {
    case 'none':
      return undefined;
    case 'sending':
      return { tone: 'needs', title: t.sending, lines: [] };
    case 'sent':
      return { tone: 'needs', title: t.sent, lines: [] };
    case 'not-sent':
      return { tone: 'alarm', title: t.notSent, lines: [] };
    case 'not-confirmed':
      return { tone: 'needs', title: t.notConfirmed, lines: notConfirmedLines(view, t, format) };
    case 'confirmed':
      return {
        tone: 'locked',
        title: view.atS === undefined ? t.confirmedUnknown : t.confirmed(format.second(view.atS * 1000)),
        lines: view.begun > 0 ? [t.begun] : [],
      };
  }
};

const notConfirmedLines = (view: BlockView & { kind: 'not-confirmed' }, t: Sentences['block'], format: Format) => {
  const since = view.answering
    ? t.notConfirmedYet
    : view.lastAnsweredMs === undefined
      ? t.notConfirmedNever
      : t.notConfirmedSince(format.time(view.lastAnsweredMs));
  if (view.bound === 'while-others-vouch') return [since, t.endsOthers];
  if (view.endsByMs === undefined) return [since, t.endsWindow];
  // The next whole minute: a promise is kept late, never early.
  const by = format.time(Math.ceil(view.endsByMs / 60_000) * 60_000);
  return [since, view.bound === 'at-the-latest' ? t.endsLatest(by) : t.endsUnless(by)];
};

/** The block's own notice. */
export const BlockNotice = ({ block }: { block: BlockHandle }) => {
  const t = useSentences(homeSentences).block;
  return <BlockSaid words={blockWords(block.view, t, useFormat())} />;
};

/** Said once by a screen reader whenever its words change. */
export const BlockSaid = ({ words }: { words: Words | undefined }) => (
  <>
    <LiveRegion words={words === undefined ? '' : [words.title, ...words.lines].join(' ')} urgent />
    {words !== undefined && (
      <Notice tone={words.tone} title={words.title}>
        {words.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Notice>
    )}
  </>
);

/** One tap, no question: the door decides what still can be stopped. */
export const BlockButton = ({ block, act }: { block: BlockHandle; act?: string }) => {
  const t = useSentences(homeSentences).block;
  const { kind } = block.view;
  const underWay = kind === 'sending' || kind === 'sent';
  return (
    <Button size="thumb" onClick={block.press} waiting={underWay}>
      <svg
        width="22"
        height="22"
        viewBox="0 0 22 22"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
      >
        <circle cx="11" cy="11" r="8.5" />
        <path d="M5.5 16.5l11-11" />
      </svg>
      {underWay ? t.sending : kind === 'not-sent' || kind === 'not-confirmed' ? t.again : (act ?? t.act)}
    </Button>
  );
};
