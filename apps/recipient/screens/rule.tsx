import { Button, Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { draftOfRule, faultsOfRule, ruleOfRuleDraft, type RuleDraft } from '../model/rules/draft.ts';
import type { Rule } from '../model/rules/rules.ts';
import { useHome } from '../parts/home-context.tsx';
import { RuleHowFields, RuleWhenFields } from '../parts/rules/fields.tsx';
import { Shell } from '../parts/shell.tsx';
import { LineFold } from '../parts/parcels/line-fold.tsx';
import { AsksFold, ExpectFold, IfFailsFold, PlaceFields, WhoFold } from '../parts/parcels/terms-fields.tsx';
import { useVisitorDoors } from '../parts/devices/use-known.ts';
import { WhyNot } from '../parts/why-not.tsx';
import { rulesSentences } from '../sentences/rules.ts';

/** One rule, to change. `carrier`: its domain, as it stands in an address. */
export const RuleScreen = ({ carrier }: { carrier: string }) => {
  const t = useSentences(rulesSentences);
  const all = useObservable(useHome().home.parcels.rules.all);
  const rule = all.find(({ domain }) => encodeURIComponent(domain) === carrier || domain === carrier);
  if (rule !== undefined) return <RuleForm key={rule.domain} rule={rule} />;
  return (
    <Shell title={t.title} back="/parcels/rules">
      <Notice
        title={t.gone}
        way={
          <Link className="button" data-kind="quiet" href="/parcels/rules">
            {t.title}
          </Link>
        }
      />
    </Shell>
  );
};

const RuleForm = ({ rule }: { rule: Rule }) => {
  const t = useSentences(rulesSentences);
  const { rules } = useHome().home.parcels;
  const [, go] = useLocation();
  const [draft, setDraft] = useState<RuleDraft>(() => draftOfRule(rule));
  const faults = faultsOfRule(draft, useVisitorDoors());
  const [fault] = faults;
  const setTerms = (terms: RuleDraft['terms']) => setDraft({ ...draft, terms });
  const save = async () => {
    await rules.keep(ruleOfRuleDraft(draft, rule));
    go('/parcels/rules', { replace: true });
  };
  return (
    <Shell
      heading="shown"
      title={t.parcelsOf(rule.carrierName)}
      back="/parcels/rules"
      bar={
        <WhyNot id="save-waits" why={fault === undefined ? undefined : t.form.wrong[fault]}>
          <Button size="thumb" waiting={fault !== undefined} aria-describedby="save-waits" onClick={() => void save()}>
            {t.form.save}
          </Button>
        </WhyNot>
      }
    >
      <RuleHowFields draft={draft} onChange={setDraft} />
      <RuleWhenFields draft={draft} faults={faults} onChange={setDraft} />
      <PlaceFields terms={draft.terms} onChange={setTerms} />
      <div>
        <ExpectFold terms={draft.terms} onChange={setTerms} />
        <IfFailsFold terms={draft.terms} onChange={setTerms} />
        <WhoFold terms={draft.terms} onChange={setTerms} />
        <AsksFold terms={draft.terms} onChange={setTerms} />
        <LineFold value={draft.terms.line} onChange={(line) => setTerms({ ...draft.terms, line })} />
      </div>
    </Shell>
  );
};
