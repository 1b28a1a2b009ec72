import type { ButtonHTMLAttributes, ReactNode } from 'react';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  /** `main` is the screen's one next step. */
  readonly kind?: 'main' | 'quiet' | 'plain';
  /** `thumb` spans the width and is 60 px high. */
  readonly size?: 'normal' | 'thumb';
  /** Keeps the focus and says so, where `disabled` would drop the keyboard's place. */
  readonly waiting?: boolean;
  readonly children: ReactNode;
}

export const Button = ({ kind = 'main', size = 'normal', waiting = false, onClick, type, ...rest }: ButtonProps) => (
  <button
    {...rest}
    type={type ?? 'button'}
    className="button"
    data-kind={kind}
    data-size={size}
    aria-disabled={waiting ? true : undefined}
    onClick={(event) => {
      if (waiting) event.preventDefault();
      else onClick?.(event);
    }}
  />
);
