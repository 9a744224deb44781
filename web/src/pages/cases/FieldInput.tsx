// A field of a process type as something to fill, by its type alone.
import { Input } from "antd";
import { date as dateOf, deadline } from "@/design/date";
import { type Directory, provinces, useDirectory } from "@/frame/directory";
import { Labelled, SelectBox } from "@/frame/Form";
import { useLanguage, useTexts } from "@/text";
import type { CaseDetail, ProcessField } from "./model";
import { nameOf } from "./name";
import { parseDay } from "./natural-day";
import { caseTexts } from "./text";

/** What a value of the field says to people. */
export function useFieldWords() {
  const language = useLanguage();
  const t = useTexts(caseTexts);
  const directory = useDirectory();
  return (field: ProcessField | undefined, value: string): string => {
    switch (field?.type) {
      case "choice": {
        const choice = field.choices.find((one) => one.id === value);
        return choice ? nameOf(language, choice) : value;
      }
      case "region":
        return directory.region(value);
      case "organisation":
        return directory.organisation(value);
      case "person":
        return directory.person(value);
      case "flag":
        return value === "true" ? t.yes : t.no;
      case "money":
        return `${(Number(value) / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })} ${t.yuan}`;
      case "number": {
        const number = Number(value);
        const text = Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(4)));
        return field.unit ? `${text} ${field.unit}` : text;
      }
      case "moment":
        return value.replace("T", " ").replace(/:\d\dZ$/, " UTC");
      case "file":
        return value.split("/").slice(2).join("/") || value;
      default:
        return value;
    }
  };
}

const shanghai = 8 * 3600_000;
// A moment is kept in UTC and typed as it is in Shanghai.
function momentToLocal(value: string): string {
  const at = Date.parse(value);
  return Number.isNaN(at) ? "" : new Date(at + shanghai).toISOString().slice(0, 16);
}
function momentOfLocal(local: string): string {
  const at = Date.parse(`${local}:00Z`);
  return Number.isNaN(at) ? "" : `${new Date(at - shanghai).toISOString().slice(0, 19)}Z`;
}

export function regionOptions(directory: Directory): { value: string; label: string }[] {
  const codes = new Set<string>([
    ...provinces,
    ...directory.organisations.map((one) => one.region_code).filter((code) => code.length === 6),
  ]);
  return [...codes].sort().map((value) => ({ value, label: directory.region(value) }));
}
export function peopleOptions(directory: Directory): { value: string; label: string; group: string }[] {
  return directory.people
    .map((one) => ({
      value: one.id,
      label: one.full_name || one.name,
      group: directory.organisation(one.organisation_id),
    }))
    .sort((a, b) => a.group.localeCompare(b.group) || a.label.localeCompare(b.label));
}

interface InputProps {
  field: ProcessField;
  values: readonly string[];
  onChange: (values: string[]) => void;
  required?: boolean;
  autoFocus?: boolean;
  files: CaseDetail["files"];
}
export function FieldInput({ field, values, onChange, required, autoFocus, files }: InputProps) {
  const language = useLanguage();
  const t = useTexts(caseTexts);
  const directory = useDirectory();
  const name = nameOf(language, field);
  const label = field.unit ? `${name}（${field.unit}）` : field.type === "money" ? `${name}（${t.yuan}）` : name;
  const one = values[0] ?? "";
  const set = (value: string) => onChange(value === "" ? [] : [value]);
  if (field.type === "day") {
    return <DayInput label={label} value={one} onChange={set} required={required} autoFocus={autoFocus} />;
  }
  const range = field.low !== null || field.high !== null ? `${field.low ?? "−∞"} … ${field.high ?? "∞"}` : undefined;
  const hint = field.type === "file" && files.length === 0 ? t.chooseFile : field.max_items > 1 ? t.moreItems : range;
  return (
    <Labelled label={label} hint={hint} required={required}>
      {(props) => {
        const box = { ...props, value: one, onChange: set, autoFocus };
        switch (field.type) {
          case "choice":
            return (
              <SelectBox {...box} options={field.choices.map((c) => ({ value: c.id, label: nameOf(language, c) }))} />
            );
          case "flag":
            return (
              <SelectBox
                {...box}
                options={[
                  { value: "true", label: t.yes },
                  { value: "false", label: t.no },
                ]}
              />
            );
          case "region":
            return <SelectBox {...box} options={regionOptions(directory)} />;
          case "organisation":
            return (
              <SelectBox
                {...box}
                options={directory.organisations.map((o) => ({ value: o.id, label: directory.organisation(o.id) }))}
              />
            );
          case "person":
            return <SelectBox {...box} options={peopleOptions(directory)} />;
          case "file":
            return (
              <SelectBox
                {...box}
                options={files.map((file) => ({
                  value: `${file.digest}/${file.bytes}/${file.name}`,
                  label: file.name,
                }))}
              />
            );
          case "money":
            return (
              <Input
                {...props}
                inputMode="decimal"
                autoFocus={autoFocus}
                defaultValue={one === "" ? "" : String(Number(one) / 100)}
                onChange={(event) => {
                  const yuan = Number(event.target.value);
                  set(event.target.value.trim() === "" || Number.isNaN(yuan) ? "" : String(Math.round(yuan * 100)));
                }}
              />
            );
          case "moment":
            return (
              <Input
                {...props}
                type="datetime-local"
                autoFocus={autoFocus}
                value={momentToLocal(one)}
                onChange={(event) => set(momentOfLocal(event.target.value))}
              />
            );
          case "text":
            return (
              <Input.TextArea
                {...props}
                autoFocus={autoFocus}
                autoSize={{ minRows: 1, maxRows: 10 }}
                value={values.join("\n")}
                onChange={(event) => {
                  const text = event.target.value;
                  onChange(text.trim() === "" ? [] : field.max_items > 1 ? text.split("\n") : [text]);
                }}
              />
            );
          default:
            return (
              <Input
                {...props}
                autoFocus={autoFocus}
                inputMode={field.type === "number" ? "decimal" : undefined}
                value={one}
                onChange={(event) => set(event.target.value)}
              />
            );
        }
      }}
    </Labelled>
  );
}

/** A day in words or figures; what it means stands below. The value is the day, or the words where they are none. */
export function DayInput({
  label,
  value,
  onChange,
  required,
  autoFocus,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  autoFocus?: boolean;
}) {
  const language = useLanguage();
  const t = useTexts(caseTexts);
  const day = parseDay(value, dateOf(Date.now()));
  const left = day ? deadline(day, language).replace(/^\S+ /, "") : "";
  return (
    <Labelled
      label={label}
      required={required}
      problem={value !== "" && !day ? t.dayBad : undefined}
      hint={day && (value !== day || left) ? t.dayIs(day, left) : t.dayHint}
    >
      {(props) => (
        <Input
          {...props}
          autoFocus={autoFocus}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => day && onChange(day)}
        />
      )}
    </Labelled>
  );
}

/** Values ready to be sent: words for days become days; undefined where one is no day. */
export function readyFields(
  fields: readonly ProcessField[],
  values: Record<string, string[]>,
): Record<string, string[]> | undefined {
  const today = dateOf(Date.now());
  const ready: Record<string, string[]> = {};
  for (const [id, given] of Object.entries(values)) {
    const field = fields.find((one) => one.id === id);
    if (field?.type !== "day") {
      ready[id] = given.filter((one) => one.trim() !== "");
      continue;
    }
    const days = given.map((one) => parseDay(one, today));
    if (days.some((one) => one === undefined)) return undefined;
    ready[id] = days as string[];
  }
  return ready;
}
