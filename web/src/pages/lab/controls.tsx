// Numbers and choices as the browser has them: small, quick, and the same on every keyboard.
import { useEffect, useId, useState } from "react";
import styles from "./lab.module.css";

export function Field({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** A number within bounds; what is not one yet is typed on and not told. */
export function NumberField({
  value,
  min,
  max,
  step = 1,
  unit,
  label,
  id,
  title,
  className,
  onChange,
}: {
  value: number | null;
  min: number;
  max: number;
  step?: number | "any";
  unit?: string;
  label?: string;
  id?: string;
  title?: string;
  className?: string;
  onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value from outside ends what was typed
  useEffect(() => setTyped(undefined), [value]);
  const shown = typed ?? (value === null ? "" : String(value));
  const read = (text: string) => {
    const found = Number(text);
    const whole = step === 1 ? Number.isInteger(found) : Number.isFinite(found);
    return text.trim() !== "" && whole && found >= min && found <= max ? found : undefined;
  };
  return (
    <span className={`${styles.number} ${className ?? ""}`}>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step}
        value={shown}
        title={title}
        aria-label={label}
        aria-invalid={read(shown) === undefined || undefined}
        onChange={(event) => {
          const next = read(event.target.value);
          setTyped(event.target.value);
          if (next !== undefined && next !== value) onChange(next);
        }}
        onBlur={() => setTyped(undefined)}
      />
      {unit ? <span aria-hidden="true">{unit}</span> : null}
    </span>
  );
}

export function Choice<T extends string>({
  value,
  options,
  label,
  id,
  onChange,
}: {
  value: T;
  options: readonly { value: T; label: string; title?: string }[];
  label?: string;
  id?: string;
  onChange: (value: T) => void;
}) {
  return (
    <select
      id={id}
      className={styles.choice}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} title={option.title}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
