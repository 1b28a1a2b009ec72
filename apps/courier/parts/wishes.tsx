import { wishWords, type Stop } from '@latchkey/carrier-sdk';
import { useLanguage } from '@latchkey/web-kit';

/** What the household says will meet the courier: closed words, so that nothing is lost in a note. */
export const Expectations = ({ stop }: { stop: Stop }) => {
  const words = wishWords[useLanguage().language];
  const { expect = [] } = stop.text;
  if (expect.length === 0) return null;
  return (
    <ul className="stack" data-gap="tight">
      {expect.map((one) => (
        <li key={one}>{words.expect[one]}</li>
      ))}
    </ul>
  );
};

/** Where a diverted parcel goes, once the carrier agreed: nothing where the kind of place says it all. */
export const Elsewhere = ({ stop }: { stop: Stop }) => {
  const { name, address, detail, day } = stop.text.elsewhere ?? {};
  const lines = [name, address, detail, day].filter((line) => line !== undefined && line !== '');
  return lines.length === 0 ? null : (
    <p className="address">
      {lines.map((line) => (
        <span key={line}>
          {line}
          <br />
        </span>
      ))}
    </p>
  );
};

/** What the household chose in advance, should the door stay shut: what to do now. */
export const Fallback = ({ stop }: { stop: Stop }) => {
  const words = wishWords[useLanguage().language];
  const { ifFails } = stop.text;
  if (ifFails === undefined) return null;
  return (
    <div className="stack" data-gap="tight">
      <p className="lead">{words.fallback[ifFails.to]}</p>
      {ifFails.detail !== undefined && ifFails.detail !== '' && <p className="lead">{ifFails.detail}</p>}
    </div>
  );
};
