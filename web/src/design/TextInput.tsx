// One line of text. The browser's own input: what every page's filters need must weigh little.
import type { ComponentProps } from "react";
import styles from "./input.module.css";

export type TextInputProps = Omit<ComponentProps<"input">, "onChange" | "value" | "size"> & {
  value: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
  small?: boolean;
};

export function TextInput({ onChange, onEnter, small, className, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      {...rest}
      className={`${styles.input} ${className ?? ""}`}
      data-small={small || undefined}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        rest.onKeyDown?.(event);
        // Enter that ends the composing of a character is the input method's.
        if (event.key === "Enter" && !event.nativeEvent.isComposing) onEnter?.();
      }}
    />
  );
}
