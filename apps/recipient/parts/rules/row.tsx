import { Button, InPlace, Notice, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Rule } from '../../model/rules/rules.ts';
import { rulesSentences } from '../../sentences/rules.ts';
import { useCounts } from '../devices/cut-off.tsx';
import { useHome } from '../home-context.tsx';
import { useRuleLines } from './use-lines.ts';

/** One rule in words, and what can be done with it. */
export const RuleRow = ({ rule }: { rule: Rule }) => {
  const t = useSentences(rulesSentences);
  const { rules } = useHome().home.parcels;
  const [asked, setAsked] = useState(false);
  const counts = useCounts();
  const { carrierName, off, domain } = rule;
  return (
    <li className="rule stack" data-gap="tight">
      <RuleLines rule={rule} />
      {counts && (
        <InPlace asked={asked}>
          {asked ? (
            <Notice
              tone="needs"
              title={t.forgetOf(carrierName)}
              way={
                <>
                  <Button onClick={() => setAsked(false)}>{t.forgetNo}</Button>
                  <Button kind="quiet" onClick={() => void rules.drop(domain)}>
                    {t.forgetYes}
                  </Button>
                </>
              }
            >
              <p>{t.forgetConsequence(carrierName)}</p>
            </Notice>
          ) : (
            <div className="notice-way">
              <Link
                className="button"
                data-kind="quiet"
                aria-label={t.editOf(carrierName)}
                href={`/parcels/rules/${encodeURIComponent(domain)}`}
              >
                {t.edit}
              </Link>
              <Button
                kind="plain"
                aria-label={t.switchOf(carrierName, off === true)}
                onClick={() => void rules.keep({ ...rule, off: off !== true })}
              >
                {off === true ? t.switchOn : t.switchOff}
              </Button>
              <Button kind="plain" aria-label={t.forgetOf(carrierName)} onClick={() => setAsked(true)}>
                {t.forget}
              </Button>
            </div>
          )}
        </InPlace>
      )}
    </li>
  );
};

const RuleLines = ({ rule }: { rule: Rule }) => {
  const t = useSentences(rulesSentences);
  const lines = useRuleLines(rule);
  return (
    <div>
      <h2 className="row-title">{t.parcelsOf(rule.carrierName)}</h2>
      <ul>
        {lines.terms.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="small soft">{lines.how}</p>
      {lines.trouble !== undefined && (
        <p className="small row-state" data-tone="needs">
          {lines.trouble}
        </p>
      )}
    </div>
  );
};
