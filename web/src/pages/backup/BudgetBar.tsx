// A slider and a box for the same number, and two buttons; “+” and “−” do the same from the keyboard.
import { MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { full } from "@/design/number";
import { useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { budgetText } from "./format";
import { backupTexts } from "./text";

export function BudgetBar({
  wan,
  top,
  onChange,
  status,
}: {
  wan: number;
  /** End of the slider; undefined while it is not known. */
  top: number | undefined;
  onChange: (wan: number) => void;
  status: ReactNode;
}) {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  const unit = language === "zh" ? 1 : 100;
  const [typed, setTyped] = useState<string>();
  // What is typed counts when it is whole: on Enter, or when the box is left.
  const take = () => {
    const value = Number((typed ?? "").replace(/[,，\s]/g, ""));
    if (typed !== undefined && typed.trim() !== "" && Number.isFinite(value) && value >= 0)
      onChange(Math.round(value * unit));
    setTyped(undefined);
  };
  const end = Math.max(top ?? wan * 2, wan, 100);
  return (
    <div className={styles.budget}>
      <div className={styles.budgetRow}>
        <label htmlFor="budget">{t.budget}</label>
        <Button
          size="small"
          icon={<MinusOutlined />}
          aria-label={t.less}
          title={`${t.less} (−)`}
          onClick={() => onChange(wan - 100)}
        />
        <input
          type="range"
          min={0}
          max={end}
          step={10}
          value={wan}
          aria-label={t.slider}
          aria-valuetext={budgetText(wan, language)}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <Button
          size="small"
          icon={<PlusOutlined />}
          aria-label={t.moreKey}
          title={`${t.moreKey} (+)`}
          onClick={() => onChange(wan + 100)}
        />
        <input
          id="budget"
          className={styles.box}
          inputMode="decimal"
          value={typed ?? full(wan / unit)}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => event.key === "Enter" && take()}
        />
        <span>{t.budgetUnit}</span>
      </div>
      <p className="caption">{status}</p>
    </div>
  );
}
