import { useMemo } from 'react';
import { encode } from 'uqr';

/** A QR code (ISO/IEC 18004, level M) as one path, with a quiet border of three modules; `size` modules wide and high. */
export const qrOf = (text: string): { readonly size: number; readonly path: string } => {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
};

interface Props {
  readonly text: string;
  readonly label: string;
  readonly className?: string;
}

/** Dark on white in both themes: scanners want it so. */
export const Qr = ({ text, label, className = 'qr' }: Props) => {
  const { size, path } = useMemo(() => qrOf(text), [text]);
  return (
    <svg
      className={className}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
