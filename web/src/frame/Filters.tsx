// Filters as chips that apply on pick and live in the query string.
import { CloseOutlined, DownOutlined, ReloadOutlined, SaveOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import { TextInput } from "@/design/TextInput";
import { useLanguage, useTexts } from "@/text";
import styles from "./filters.module.css";
import { useMe } from "./session";
import { frameTexts } from "./texts";

interface FilterOption {
  value: string;
  label: ReactNode;
  /** What the chip and the search box read; the label where that is text. */
  text?: string;
  count?: number;
}
export interface FilterChipProps {
  label: string;
  options: readonly FilterOption[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** One value at most. */
  single?: boolean;
}

function textOf(option: FilterOption): string {
  return option.text ?? (typeof option.label === "string" ? option.label : option.value);
}

export function FilterChip({ label, options, value, onChange, single }: FilterChipProps) {
  const t = useTexts(frameTexts);
  const comma = useLanguage() === "zh" ? "、" : ", ";
  const [open, setOpen] = useState(false);
  const [sought, setSought] = useState("");
  const chosen = value
    .map((one) => options.find((option) => option.value === one))
    .map((option, i) => (option ? textOf(option) : value[i]));
  const shown = options.filter((option) => textOf(option).toLowerCase().includes(sought.toLowerCase()));
  const toggle = (one: string) => {
    if (single) {
      onChange(value[0] === one ? [] : [one]);
      setOpen(false);
    } else {
      onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
    }
  };
  return (
    <span className={styles.chip} data-set={value.length > 0 || undefined}>
      <Popover
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        open={open}
        onOpenChange={setOpen}
        content={
          <div className={styles.menu} role="group" aria-label={label}>
            {options.length > 10 ? (
              <TextInput type="search" small value={sought} onChange={setSought} aria-label={label} />
            ) : null}
            <ul>
              {shown.map((option) => (
                <li key={option.value}>
                  <Checkbox checked={value.includes(option.value)} onChange={() => toggle(option.value)}>
                    <span className={styles.option}>
                      {option.label}
                      {option.count === undefined ? null : <span className={styles.count}>{option.count}</span>}
                    </span>
                  </Checkbox>
                </li>
              ))}
            </ul>
          </div>
        }
      >
        <button type="button" className={styles.open} aria-haspopup="true" aria-expanded={open}>
          {label}
          {chosen.length > 0 ? (
            <b>
              {chosen.slice(0, 2).join(comma)}
              {chosen.length > 2 ? ` +${chosen.length - 2}` : ""}
            </b>
          ) : null}
          <DownOutlined className={styles.arrow} />
        </button>
      </Popover>
      {value.length > 0 ? (
        <button type="button" className={styles.remove} aria-label={t.removeFilter(label)} onClick={() => onChange([])}>
          <CloseOutlined />
        </button>
      ) : null}
    </span>
  );
}

/** A chip that is on or off. */
export function FilterSwitch({
  label,
  value,
  onChange,
}: {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  return (
    <span className={styles.chip} data-set={value || undefined}>
      <button type="button" className={styles.open} aria-pressed={value} onClick={() => onChange(!value)}>
        {label}
      </button>
    </span>
  );
}

export function ResetFilters({ active, onReset }: { active: boolean; onReset: () => void }) {
  const t = useTexts(frameTexts);
  if (!active) return null;
  return (
    <Button size="small" type="text" icon={<ReloadOutlined />} onClick={onReset}>
      {t.reset}
    </Button>
  );
}

/** Named sets of filters, kept in this browser for the person signed in. */
export function SavedViews({ area }: { area: string }) {
  const t = useTexts(frameTexts);
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const key = `tenon.views.${me.account.id}.${area}`;
  const [views, setViews] = useState<{ name: string; query: string }[]>(() => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "[]");
    } catch {
      return [];
    }
  });
  const [name, setName] = useState("");
  const keep = (next: { name: string; query: string }[]) => {
    setViews(next);
    localStorage.setItem(key, JSON.stringify(next));
  };
  const save = () => {
    if (!name.trim()) return;
    const now = new URLSearchParams(query);
    now.delete("sel");
    keep([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), query: now.toString() }]);
    setName("");
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className={styles.views}>
          <ul>
            {views.map((view) => (
              <li key={view.name}>
                <button type="button" className={styles.view} onClick={() => setQuery(new URLSearchParams(view.query))}>
                  {view.name}
                </button>
                <Button
                  size="small"
                  type="text"
                  icon={<CloseOutlined />}
                  aria-label={`${t.remove} ${view.name}`}
                  onClick={() => keep(views.filter((one) => one !== view))}
                />
              </li>
            ))}
            {views.length === 0 ? <li className="caption">{t.viewsNone}</li> : null}
          </ul>
          <div className={styles.saveRow}>
            <TextInput
              small
              value={name}
              placeholder={t.viewName}
              aria-label={t.saveView}
              onChange={setName}
              onEnter={save}
              maxLength={40}
            />
            <Button size="small" onClick={save} disabled={!name.trim()}>
              {t.save}
            </Button>
          </div>
          <p className="caption">{t.viewsHere}</p>
        </div>
      }
    >
      <Button size="small" type="text" icon={<SaveOutlined />}>
        {t.savedViews}
      </Button>
    </Popover>
  );
}
