// One fault: what stands there, what was expected, and what can be done about it here.

import { UndoOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { expectedIn } from "@/api/problem";
import { Missing } from "@/design/marks";
import { full } from "@/design/number";
import { useTexts } from "@/text";
import styles from "./data.module.css";
import type { Place } from "./FaultList";
import { type FileFault, kindOf, suggestionFor } from "./faults";
import type { ChosenFile } from "./files";
import { importTexts } from "./import-text";
import { batchAt, withLeftOut, withMended, withoutBatch } from "./mend";
import { dataTexts } from "./text";

interface Props {
  fault: FileFault;
  name: string;
  language: "zh" | "en";
  place: Place | undefined;
  /** What the report was made on. */
  before: string | undefined;
  isLeft: boolean;
  /** Lines with the same fault and the same value, not mended yet. */
  twins: readonly number[];
  canMend: boolean;
  onFile: (file: ChosenFile) => void;
}

export function FaultRow({ fault, name, language, place, before, isLeft, twins, canMend, onFile }: Props) {
  const t = useTexts(dataTexts);
  const own = useTexts(importTexts);
  const isMended = place !== undefined && !isLeft && place.now !== before;
  const isDone = isLeft || isMended;
  const batch = place ? batchAt(place.file, place.line) : undefined;
  const suggestion = place && !isDone ? suggestionFor(fault, place.now ?? "") : undefined;
  const mend = (to: string, lines: readonly number[] = []) => {
    if (!place) return;
    onFile(
      withMended(
        place.file,
        [place.line, ...lines].map((line) => ({ line, column: place.column, to })),
      ),
    );
  };
  return (
    <tr data-done={isDone || undefined}>
      <td className={styles.nowrap}>{name}</td>
      <td data-right>{fault.line > 0 ? full(fault.line) : t.wholeFile}</td>
      <td>{fault.column ? <code className={styles.code}>{fault.column}</code> : place ? own.row : null}</td>
      <td className={styles.value}>
        {!place ? (
          fault.value === "" ? (
            <Missing why={t.faultKinds[kindOf(fault)]} />
          ) : (
            fault.value
          )
        ) : isDone ? (
          <>
            <del>{before || own.emptyCell}</del> {isMended ? <ins>{place.now || own.emptyCell}</ins> : null}
          </>
        ) : (
          <CellInput
            value={place.now ?? ""}
            label={own.edit(full(fault.line), fault.column || own.row)}
            isWide={place.column === undefined}
            onValue={mend}
          />
        )}
      </td>
      <td>{expectedIn(language, fault)}</td>
      {canMend ? (
        <td className={styles.acts}>
          {place && isDone ? (
            <>
              <span role="status">{isLeft ? own.left : own.mended}</span>
              {isMended && twins.length > 0 ? (
                <Button size="small" onClick={() => mend(place.now ?? "", twins)}>
                  {own.same(full(twins.length))}
                </Button>
              ) : null}
              {batch !== undefined ? (
                <Button
                  size="small"
                  type="text"
                  icon={<UndoOutlined />}
                  onClick={() => onFile(withoutBatch(place.file, batch))}
                >
                  {own.undo}
                </Button>
              ) : null}
            </>
          ) : place ? (
            <>
              {suggestion === undefined ? null : (
                <Button size="small" onClick={() => mend(suggestion)}>
                  {own.adopt(suggestion)}
                </Button>
              )}
              <Button size="small" type="text" onClick={() => onFile(withLeftOut(place.file, [place.line]))}>
                {own.leaveOut}
              </Button>
            </>
          ) : null}
        </td>
      ) : null}
    </tr>
  );
}

// Taken over on Enter and when the cell is left; Escape gives back what stood there.
function CellInput({
  value,
  label,
  isWide,
  onValue,
}: {
  value: string;
  label: string;
  isWide: boolean;
  onValue: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  return (
    <Input
      size="small"
      aria-label={label}
      style={{ minWidth: isWide ? 260 : 120 }}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => (typed === value ? undefined : onValue(typed))}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setTyped(value);
      }}
    />
  );
}
