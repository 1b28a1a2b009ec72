import type { doorView } from '@latchkey/contract';

/** How far bolt and latch reach out of the leaf, in units of the drawing. */
export const boltReach = 34;
const latchReach = 15;

const teeth = Array.from({ length: 12 }, (_, i) => i * 30);

/** The lock, cut open: motor and gear drive the bolt; the latch below has a slope so that a pull shuts the door. */
export const LockCase = ({ truth, word }: { truth: doorView.ViewTruth; word: string }) => (
  <g data-word={word} className="lock-case">
    <rect className="cut-case" x="172" y="306" width="106" height="176" rx="5" />
    <path className="cut-hair" d="M172 390 H278" />
    <rect className="cut-motor" x="180" y="362" width="24" height="20" rx="3" />
    <g className="cut-gear" transform={`translate(222 370) rotate(${truth.bolt * 2.2})`}>
      {teeth.map((degrees) => (
        <rect key={degrees} x="-2.2" y="-16.5" width="4.4" height="6" transform={`rotate(${degrees})`} />
      ))}
      <circle r="12" />
      <circle className="cut-axle" r="3.5" />
      <path className="cut-hair" d="M-8 0 H8 M0 -8 V8" />
    </g>
    <g transform={`translate(${(truth.bolt / 100) * boltReach} 0)`}>
      <path className="cut-bolt" d="M192 328 H274 a3 3 0 0 1 3 3 V349 a3 3 0 0 1 -3 3 H192 Z" />
      <path className="cut-rack" d="M196 352 h4 v3 h4 v-3 h4 v3 h4 v-3 h4 v3 h4 v-3 h4 v3 h4 v-3 h4 v3 h4 v-3" />
    </g>
    <g className="cut-slide" transform={`translate(${truth.latch === 'out' ? latchReach : 0} 0)`}>
      <path className="cut-latch" d="M246 406 H277 L277 410 L270 426 H246 Z" />
    </g>
    <path className="cut-spring" d="M210 416 l4 -6 l6 12 l6 -12 l6 12 l6 -12 l4 6 h4" />
  </g>
);
