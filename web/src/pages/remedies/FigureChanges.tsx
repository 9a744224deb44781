// What a newer version of the data would change in a text: seen before it is taken over.
import { Alert, Button } from "antd";
import { useState } from "react";
import { type Language, useTexts } from "@/text";
import styles from "./remedies.module.css";
import type { FigureChange } from "./written";
import own from "./written.module.css";
import { writtenTexts } from "./written-text";

export function FigureChanges({
  version,
  changes,
  language,
  disabled,
  onUpdate,
}: {
  version: number;
  changes: readonly FigureChange[];
  language: Language;
  disabled: boolean;
  onUpdate: () => void;
}) {
  const t = useTexts(writtenTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <Alert
      className={own.alert}
      type="info"
      showIcon
      title={changes.length > 0 ? t.newerChanged(version, changes.length) : t.newerSame(version)}
      description={
        isOpen ? (
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t.figure}</th>
                <th scope="col">{t.before}</th>
                <th scope="col">{t.now(version)}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((one) => (
                <tr key={one.key}>
                  <td>{one.label[language]}</td>
                  <td>
                    <del>{one.before[language]}</del>
                  </td>
                  <td>{one.now ? <ins>{one.now[language]}</ins> : t.gone}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : undefined
      }
      action={
        <>
          {changes.length > 0 ? (
            <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t.seeChanges}
            </Button>
          ) : null}{" "}
          {changes.length === 0 || isOpen ? (
            <Button size="small" type="primary" disabled={disabled} onClick={onUpdate}>
              {t.update(version)}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
