// The scenario as text, the same as the form. Faults stand with line and column; a click puts the cursor there.
import { useRef } from "react";
import { useLanguage, useTexts } from "@/text";
import { faultWords } from "./fault-words";
import styles from "./lab.module.css";
import type { Fault } from "./scenario";
import { labTexts } from "./text";

export function YamlView({
  text,
  faults,
  onText,
}: {
  text: string;
  faults: readonly Fault[];
  onText: (text: string) => void;
}) {
  const t = useTexts(labTexts);
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLPreElement>(null);
  const rows = text.split("\n").length;
  const wrong = new Set(faults.map((fault) => fault.line));
  const jump = (fault: Fault) => {
    if (!area.current || !fault.line) return;
    const lines = text.split("\n");
    const start = lines.slice(0, fault.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    const at = start + Math.max(0, (fault.column ?? 1) - 1);
    area.current.focus();
    area.current.setSelectionRange(at, at);
    area.current.scrollTop = Math.max(0, (fault.line - 4) * 18);
  };
  return (
    <div className={styles.yaml}>
      <p className="caption">{t.yamlHint}</p>
      <Faults faults={faults} onJump={jump} />
      <div className={styles.yamlBox}>
        <pre ref={numbers} className={styles.lineNumbers} aria-hidden="true">
          {Array.from({ length: rows }, (_, i) => (
            <span key={`${i + 1}`} data-wrong={wrong.has(i + 1) || undefined}>
              {i + 1}
              {"\n"}
            </span>
          ))}
        </pre>
        <textarea
          ref={area}
          value={text}
          rows={Math.min(30, Math.max(14, rows))}
          spellCheck={false}
          wrap="off"
          aria-label={t.yaml}
          aria-invalid={faults.length > 0}
          onChange={(event) => onText(event.target.value)}
          onScroll={(event) => {
            if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
    </div>
  );
}

export function Faults({ faults, onJump }: { faults: readonly Fault[]; onJump?: (fault: Fault) => void }) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  if (faults.length === 0) return null;
  return (
    <div className={styles.faults} role="alert">
      <b>{t.faults(faults.length)}</b>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.line}${fault.column}${fault.message}`}>
            {fault.line === undefined ? null : onJump ? (
              <button type="button" className={styles.linkButton} onClick={() => onJump(fault)}>
                {t.place(fault.line, fault.column)}
              </button>
            ) : (
              <b>{t.place(fault.line, fault.column)}</b>
            )}{" "}
            {fault.path ? <code>{fault.path}</code> : null} {faultWords(fault.message, language)}
          </li>
        ))}
      </ul>
    </div>
  );
}
