import { FirstPaint } from '@latchkey/web-kit';

export const firstPaint = <FirstPaint name="Latchkey" />;
