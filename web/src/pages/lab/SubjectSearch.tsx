// Finds a product, firm, city, chain or country by name, sound or id, and gives it to whoever asked.
import { useDeferredValue, useId, useState } from "react";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./lab.module.css";
import { useSubjects } from "./queries";
import type { Subject } from "./scenario";
import { labTexts } from "./text";

export function SubjectSearch({
  dataset,
  kinds,
  label,
  focused,
  onPick,
}: {
  dataset: string;
  kinds?: readonly string[];
  label: string;
  focused?: boolean;
  onPick: (subject: Subject & { name: string }) => void;
}) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const id = useId();
  const [sought, setSought] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const asked = useDeferredValue(sought);
  const found = useSubjects(dataset, asked);
  const items = (found.data ?? []).filter((item) => !kinds || kinds.includes(item.kind)).slice(0, 12);
  const isShown = open && sought.trim() !== "";
  const pick = (at: number) => {
    const item = items[at];
    if (!item) return;
    onPick({ kind: item.kind, id: item.id, name: nameIn(language, item) });
    setSought("");
    setOpen(false);
  };
  return (
    <div className={styles.search}>
      <input
        className={styles.text}
        role="combobox"
        aria-label={label}
        aria-expanded={isShown}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={isShown && items.length > 0 ? `${id}${active}` : undefined}
        placeholder={label}
        value={sought}
        autoFocus={focused}
        onChange={(event) => {
          setSought(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            const by = event.key === "ArrowDown" ? 1 : -1;
            setActive((active + by + items.length) % Math.max(1, items.length));
          } else if (event.key === "Enter" && isShown) {
            event.preventDefault();
            pick(active);
          } else if (event.key === "Escape" && isShown) {
            event.preventDefault();
            event.stopPropagation();
            setOpen(false);
          }
        }}
      />
      {isShown ? (
        <div className={styles.options} role="listbox" id={`${id}list`} aria-label={label}>
          {items.length === 0 ? (
            <div className="caption" role="option" aria-selected={false} aria-disabled tabIndex={-1}>
              {found.isFetching ? t.searching : t.nothingFound}
            </div>
          ) : null}
          {items.map((item, i) => (
            // Keys are handled by the field, which keeps the focus.
            <div
              key={`${item.kind}${item.id}`}
              id={`${id}${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === active}
              className={styles.option}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(i);
              }}
            >
              <span>{nameIn(language, item)}</span>
              <span className="caption">{t.subjectKinds[item.kind]}</span>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
