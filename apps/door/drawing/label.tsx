/** A part's name at the end of a leader line, as in an exploded drawing. Decoration: the words also stand in sentences. */
export const Label = ({
  x,
  y,
  to,
  children,
}: {
  x: number;
  y: number;
  to: readonly [number, number];
  children: string;
}) => (
  <g className="tag" aria-hidden="true">
    <path className="tag-line" d={`M${to[0]} ${to[1]} L${x - 6} ${y - 5}`} />
    <circle className="tag-dot" cx={to[0]} cy={to[1]} r="2.5" />
    <text className="tag-text" x={x} y={y}>
      {children}
    </text>
  </g>
);
