import type { doorView } from '@latchkey/contract';
import { Button, useSentences } from '@latchkey/web-kit';
import { allWell, faultGroups, faults, type Fault } from '../model/faults.ts';
import { doorViewSentences } from '../sentences/index.ts';

interface Props {
  readonly state: doorView.ViewState;
  readonly door: doorView.ViewDoor;
  readonly act: (act: doorView.ViewAct) => void;
}

/** The tray of faults: what can go wrong, each with its consequence; what is wrong stays pressed. */
export const Tray = ({ state, door, act }: Props) => {
  const t = useSentences(doorViewSentences).faults;
  const repairs = allWell(state);
  return (
    <section className="tray" aria-labelledby="tray-title">
      <div className="tray-head">
        <h2 id="tray-title">{t.title}</h2>
        <Button kind="quiet" waiting={repairs.length === 0} onClick={() => repairs.forEach(act)}>
          {t.well}
        </Button>
      </div>
      <div className="tray-groups">
        {faultGroups.map((group) => (
          <div key={group} className="tray-group" data-group={group} role="group" aria-labelledby={`group-${group}`}>
            <h3 id={`group-${group}`}>{t.group[group]}</h3>
            <ul>
              {faults
                .filter((fault) => fault.group === group)
                .map((fault) => (
                  <li key={fault.id}>
                    <FaultButton
                      fault={fault}
                      on={fault.isOn(state, door)}
                      press={() => act(fault.press(state, door))}
                    />
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
};

const FaultButton = ({ fault, on, press }: { fault: Fault; on: boolean; press: () => void }) => {
  const [name, consequence] = useSentences(doorViewSentences).faults.fault[fault.id];
  return (
    <button
      type="button"
      className="fault"
      data-kind={fault.kind}
      aria-pressed={fault.kind === 'switch' ? on : undefined}
      onClick={press}
    >
      <span className="fault-mark" aria-hidden="true" />
      <span className="fault-name">{name}</span>
      <span className="fault-hint">{consequence}</span>
    </button>
  );
};
