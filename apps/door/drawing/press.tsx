import type { KeyboardEvent, ReactNode } from 'react';

export interface PressProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly pressed?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of the drawing that can be pressed like a button, with the pointer or the keyboard. */
export const Press = ({ label, onPress, pressed, className, children }: PressProps) => {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onPress();
  };
  return (
    <g
      className={className === undefined ? 'press' : `press ${className}`}
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onPress}
      onKeyDown={onKeyDown}
    >
      {children}
    </g>
  );
};
