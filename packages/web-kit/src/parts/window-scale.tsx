import { useWidth } from '../hooks/index.ts';
import { useFormat } from './language.tsx';

export interface WindowScaleProps {
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  readonly label: string;
}

const side = 18;
const hourMs = 3_600_000;

/** A ruler of hours with the window as a band and now as a hairline: how far away it is, without a sum. */
export const WindowScale = ({ fromMs, toMs, nowMs, label }: WindowScaleProps) => {
  const format = useFormat();
  const { ref, width: whole } = useWidth(360);
  const width = whole - 2 * side;
  const { startMs, endMs, stepMs } = rulerFor(fromMs, toMs, nowMs);
  const x = (atMs: number) => ((atMs - startMs) / (endMs - startMs)) * width;
  const ticks = Array.from({ length: Math.floor((endMs - startMs) / stepMs) + 1 }, (_, n) => startMs + n * stepMs);
  const named = Math.max(1, Math.ceil(ticks.length / Math.max(2, Math.floor(width / 64))));
  const inside = nowMs >= startMs && nowMs <= endMs;
  return (
    <svg ref={ref} className="scale" viewBox={`${-side} 0 ${whole} 62`} role="img" aria-label={label}>
      <rect className="scale-band" x={x(fromMs)} y="14" width={Math.max(2, x(toMs) - x(fromMs))} height="20" rx="2" />
      <line className="scale-tick" x1="0" y1="34" x2={width} y2="34" />
      {ticks.map((atMs, n) => (
        <g key={atMs}>
          <line className="scale-tick" x1={x(atMs)} y1="34" x2={x(atMs)} y2={n % named === 0 ? 43 : 39} />
          {n % named === 0 && (
            <text className="scale-figure" x={x(atMs)} y="58" textAnchor="middle">
              {format.time(atMs)}
            </text>
          )}
        </g>
      ))}
      {inside && (
        <g>
          <line className="scale-now" x1={x(nowMs)} y1="6" x2={x(nowMs)} y2="40" />
          <path className="scale-now-head" d={`M${x(nowMs) - 6} 0 h12 l-6 8 Z`} />
        </g>
      )}
    </svg>
  );
};

/** Whole hours around the window and, when it is near enough to draw, now; long rulers tick coarser. */
const rulerFor = (fromMs: number, toMs: number, nowMs: number) => {
  const near = nowMs < toMs && fromMs - nowMs < 18 * hourMs;
  const firstMs = near ? Math.min(fromMs, nowMs) : fromMs;
  const spanMs = Math.max(toMs - firstMs, hourMs / 2);
  const stepMs = spanMs <= 2 * hourMs ? hourMs / 4 : spanMs <= 12 * hourMs ? hourMs : 3 * hourMs;
  return {
    startMs: Math.floor((firstMs - stepMs / 4) / stepMs) * stepMs,
    endMs: Math.ceil((toMs + stepMs / 4) / stepMs) * stepMs,
    stepMs,
  };
};
