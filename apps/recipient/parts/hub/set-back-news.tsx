import { LiveRegion, Notice, useFormat, useSentences } from '@latchkey/web-kit';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { toHex } from '@latchkey/protocol';
import { clockBackSentences } from '../../sentences/clock-back.ts';
import { useHome } from '../home-context.tsx';
import { useFullTime } from '../use-full-time.ts';
import { useMemberName } from '../devices/use-device-name.ts';
import { ownKid } from '../looks/use-look.ts';

/** By the hub's own receipt: an admin beside it set its clock back. */
export const SetBackNews = ({ news: { iat = 0, detail } }: { news: VerifiedReceipt['claims'] }) => {
  const t = useSentences(clockBackSentences);
  const format = useFormat();
  const full = useFullTime();
  const { home } = useHome();
  const by = detail?.kid === undefined ? '' : toHex(detail.kid);
  const name = useMemberName()(by);
  const when = `${format.day(iat * 1000, home.parts.clock.wallMs())}, ${format.time(iat * 1000)}`;
  return (
    <Notice tone="needs" title={t.news(when)}>
      <p>{by === ownKid(home) ? t.newsByYou : t.newsBy(name)}</p>
      <p>{t.newsWhy(full(detail?.fromMs ?? 0))}</p>
      <LiveRegion words={t.news(when)} />
    </Notice>
  );
};
