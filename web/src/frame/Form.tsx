// Parts of forms: a field with its label, a choice, a dialog that Ctrl+Enter saves and Esc closes.
import { Button, Input, Modal } from "antd";
import { type ReactNode, useId } from "react";
import { defineTexts, useTexts } from "@/text";
import styles from "./form.module.css";
import { useKeys } from "./keys";
import { useWriteBlock } from "./states";

const texts = defineTexts(
  { save: "保存", cancel: "取消", required: "必填", none: "未选", saveKey: "Ctrl+Enter 保存" },
  { save: "Save", cancel: "Cancel", required: "required", none: "Not chosen", saveKey: "Ctrl+Enter saves" },
);

export interface LabelledProps {
  label: ReactNode;
  hint?: ReactNode;
  problem?: ReactNode;
  required?: boolean;
  children: (props: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
}
export function Labelled({ label, hint, problem, required, children }: LabelledProps) {
  const t = useTexts(texts);
  const id = useId();
  const note = problem || hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label}
        {required ? <span className={styles.required}> {t.required}</span> : null}
      </label>
      {children({
        id,
        "aria-describedby": note ? `${id}-note` : undefined,
        "aria-invalid": problem ? true : undefined,
      })}
      {note ? (
        <p id={`${id}-note`} className={problem ? styles.problem : "caption"}>
          {note}
        </p>
      ) : null}
    </div>
  );
}

interface Option {
  value: string;
  label: string;
  group?: string;
}
export interface SelectBoxProps {
  id?: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  /** What stands for nothing chosen; none where something always is. */
  empty?: string | false;
  autoFocus?: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}
/** The browser's own list: works by keyboard, with readers and with long lists everywhere. */
export function SelectBox({ value, onChange, options, empty, ...rest }: SelectBoxProps) {
  const t = useTexts(texts);
  const groups = [...new Set(options.map((option) => option.group ?? ""))];
  const inGroup = (group: string) =>
    options
      .filter((option) => (option.group ?? "") === group)
      .map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ));
  return (
    <select className={styles.select} value={value} onChange={(event) => onChange(event.target.value)} {...rest}>
      {empty === false ? null : <option value="">{empty ?? t.none}</option>}
      {groups.map((group) =>
        group ? (
          <optgroup key={group} label={group}>
            {inGroup(group)}
          </optgroup>
        ) : (
          inGroup(group)
        ),
      )}
    </select>
  );
}

/** A one-line text with its label. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  problem,
  required,
  autoFocus,
  lines,
  placeholder,
  secret,
  autoComplete = "off",
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  problem?: ReactNode;
  required?: boolean;
  autoFocus?: boolean;
  /** More than one: a box of so many lines. */
  lines?: number;
  placeholder?: string;
  secret?: boolean;
  autoComplete?: string;
}) {
  return (
    <Labelled label={label} hint={hint} problem={problem} required={required}>
      {(field) =>
        lines ? (
          <Input.TextArea
            {...field}
            value={value}
            autoFocus={autoFocus}
            placeholder={placeholder}
            autoSize={{ minRows: lines, maxRows: 12 }}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : secret ? (
          // Its own button for showing is smaller than a target may be.
          <Input.Password
            {...field}
            visibilityToggle={false}
            value={value}
            autoFocus={autoFocus}
            autoComplete={autoComplete}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            {...field}
            value={value}
            autoFocus={autoFocus}
            placeholder={placeholder}
            autoComplete={autoComplete}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Labelled>
  );
}

export function SelectField({
  label,
  hint,
  problem,
  required,
  ...select
}: { label: string; hint?: ReactNode; problem?: ReactNode; required?: boolean } & SelectBoxProps) {
  return (
    <Labelled label={label} hint={hint} problem={problem} required={required}>
      {(field) => <SelectBox {...select} {...field} />}
    </Labelled>
  );
}

/** Save and cancel; says why saving is off. */
export function FormButtons({
  onSave,
  onCancel,
  busy,
  may = true,
  label,
  danger,
}: {
  onSave: () => void;
  onCancel?: () => void;
  busy?: boolean;
  may?: boolean;
  label?: string;
  danger?: boolean;
}) {
  const t = useTexts(texts);
  const block = useWriteBlock();
  const save = () => may && !busy && !block && onSave();
  useKeys([{ keys: "ctrl+enter", name: label ?? t.save, run: save }]);
  return (
    <div className={styles.buttons}>
      {block ? <span className="caption">{block}</span> : <span className="caption">{t.saveKey}</span>}
      {onCancel ? <Button onClick={onCancel}>{t.cancel}</Button> : null}
      <Button type="primary" danger={danger} onClick={save} loading={busy} disabled={!may || block !== undefined}>
        {label ?? t.save}
      </Button>
    </div>
  );
}

export function Dialog({
  title,
  onClose,
  children,
  width = 520,
  ...buttons
}: {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  width?: number;
  onSave: () => void;
  busy?: boolean;
  may?: boolean;
  label?: string;
  danger?: boolean;
}) {
  return (
    <Modal title={title} open onCancel={onClose} footer={null} width={width} destroyOnHidden>
      <div className={styles.dialog}>
        {children}
        <FormButtons {...buttons} onCancel={onClose} />
      </div>
    </Modal>
  );
}
