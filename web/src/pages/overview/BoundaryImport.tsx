// Bringing in an official boundary file: chosen, checked city by city, and named by its review number.
import { Alert, Button, Input, Modal } from "antd";
import { useId, useRef, useState } from "react";
import { useToast } from "@/frame/toast";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type BoundaryFile, type FileFault, isReviewNumber, readBoundaryFile } from "./boundary-file";
import { type KeptBoundaries, keepBoundaries } from "./boundary-store";
import styles from "./overview.module.css";
import { overviewTexts } from "./text";
import { allTiles } from "./tiles";

const codes = allTiles.map((tile) => tile.code);
const mostFaults = 12;

export default function BoundaryImport({
  onClose,
  onUse,
}: {
  onClose: () => void;
  onUse: (kept: KeptBoundaries) => void;
}) {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  const toast = useToast();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [file, setFile] = useState<BoundaryFile>();
  const [number, setNumber] = useState("");
  const wrongNumber = number !== "" && !isReviewNumber(number);
  const ready = file !== undefined && file.faults.length === 0 && isReviewNumber(number);
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    setName(chosen.name);
    setFile(readBoundaryFile(await chosen.text(), codes));
  };
  const save = async () => {
    if (!file || !ready) return;
    const kept = { file: name, reviewNumber: number.trim(), at: Date.now(), boundaries: file.boundaries };
    if (!(await keepBoundaries(kept))) toast.warning(t.importKeepFailed);
    onUse(kept);
  };
  const place = ({ feature, code }: FileFault) => {
    const tile = allTiles.find((one) => one.code === code);
    const city = code ? `${code}${tile ? ` ${nameIn(language, tile)}` : ""}` : "";
    return feature ? t.faultAt(name, feature, city) : `${t.faultFile(name)}${city ? `${city} ` : ""}`;
  };
  return (
    <Modal
      open
      title={t.importTitle}
      onCancel={onClose}
      onOk={() => void save()}
      okText={t.importSave}
      okButtonProps={{ disabled: !ready }}
    >
      <div className={styles.form}>
        <p>{t.importWhat}</p>
        <div>
          <input
            ref={input}
            type="file"
            accept=".json,.geojson,application/json,application/geo+json"
            className="visually-hidden"
            aria-label={t.importFile}
            tabIndex={-1}
            onChange={(event) => void read(event.target.files?.[0])}
          />
          <Button onClick={() => input.current?.click()}>{t.importFile}</Button>{" "}
          <span className="caption">{name || t.importNone}</span>
        </div>
        {file ? <Checked file={file} place={place} /> : null}
        <label htmlFor={id}>{t.importNumber}</label>
        <Input
          id={id}
          value={number}
          maxLength={40}
          status={wrongNumber ? "error" : undefined}
          aria-invalid={wrongNumber}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setNumber(event.target.value)}
          onPressEnter={() => void save()}
        />
        <p id={`${id}-hint`} className="caption" role={wrongNumber ? "alert" : undefined}>
          {wrongNumber ? t.importNumberBad : t.importNumberHint}
        </p>
      </div>
    </Modal>
  );
}

function Checked({ file, place }: { file: BoundaryFile; place: (fault: FileFault) => string }) {
  const t = useTexts(overviewTexts);
  const { faults } = file;
  if (faults.length === 0)
    return <Alert type="success" showIcon title={t.importChecked(file.boundaries.size, file.others)} />;
  return (
    <Alert
      type="error"
      showIcon
      title={t.importFaults(faults.length)}
      description={
        <ul className={styles.faults}>
          {faults.slice(0, mostFaults).map((fault) => (
            <li key={`${fault.kind}${fault.feature}${fault.code}`}>
              {place(fault)}
              {t.faults[fault.kind]}
            </li>
          ))}
          {faults.length > mostFaults ? <li>{t.faultsMore(faults.length - mostFaults)}</li> : null}
        </ul>
      }
    />
  );
}
