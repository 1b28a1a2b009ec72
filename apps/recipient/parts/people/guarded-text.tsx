import { secretsIn, withoutSecrets } from '@latchkey/delivery';
import { Button, LiveRegion, TextField, useSentences } from '@latchkey/web-kit';
import { longestLine } from '../../model/parcels/terms.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly lines?: 'one' | 'many';
}

/** Free text for somebody else's eyes: a code or a key's hiding place is found as it is typed, said why, and taken out with one tap. */
export const GuardedText = ({ value, onChange, hint, ...field }: Props) => {
  const t = useSentences(parcelsSentences).terms;
  const [secret] = secretsIn(value);
  const wrong = secret === undefined ? undefined : t.secret[secret.kind];
  return (
    <div className="stack" data-gap="tight">
      <TextField {...field} hint={hint} wrong={wrong} value={value} onChange={onChange} maxLength={longestLine} />
      {wrong !== undefined && (
        <div>
          <Button kind="quiet" onClick={() => onChange(withoutSecrets(value))}>
            {t.takeOut}
          </Button>
        </div>
      )}
      <LiveRegion words={wrong ?? ''} />
    </div>
  );
};
