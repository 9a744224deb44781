import { Input } from "antd";
import { useId } from "react";
import styles from "./sign-in.module.css";

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  secret?: boolean;
  hint?: string;
  problem?: string;
  autoComplete?: string;
  autoFocus?: boolean;
}

export function Field({ label, value, onChange, secret, hint, problem, autoComplete, autoFocus }: FieldProps) {
  const id = useId();
  const Box = secret ? Input.Password : Input;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <Box
        id={id}
        size="large"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete={autoComplete}
        autoFocus={autoFocus}
        autoCapitalize="off"
        spellCheck={false}
        status={problem ? "error" : undefined}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem || hint ? `${id}-note` : undefined}
      />
      {problem || hint ? (
        <p id={`${id}-note`} className="caption" data-problem={problem ? true : undefined}>
          {problem ?? hint}
        </p>
      ) : null}
    </div>
  );
}
