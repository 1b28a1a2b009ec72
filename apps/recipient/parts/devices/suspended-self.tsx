import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import type { OwnSuspension } from '../../model/devices/suspended.ts';
import { suspensionSentences } from '../../sentences/suspension.ts';
import { moment } from './suspend.tsx';
import { useMemberName } from './use-device-name.ts';

/** On the suspended device: calm, by whom, until when, and with what goes on working. */
export const SuspendedSelf = ({ suspension: { by, untilMs } }: { suspension: OwnSuspension }) => {
  const t = useSentences(suspensionSentences);
  const format = useFormat();
  const nameOf = useMemberName();
  return (
    <Notice tone="needs" title={t.self}>
      <p>{by === undefined ? t.selfBySomebody : t.by(nameOf(by))}</p>
      <p>{t.selfWhy}</p>
      <p>{t.selfUntil(moment(format, untilMs, browserClock.wallMs()))}</p>
      <p>{t.selfWay}</p>
    </Notice>
  );
};
