// The five texts of a draft, each with what is wrong in it and what others say of it.
import { DeleteOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { type Ref, useId, useState } from "react";
import { dateTime } from "@/design/date";
import { useMe } from "@/frame/session";
import { type Language, useTexts } from "@/text";
import { ChipEditor, type ChipEditorHandle } from "./ChipEditor";
import type { Written } from "./model";
import { type Comment, type Figure, lengthOf, longestConclusion, type Part, unlinked } from "./written";
import styles from "./written.module.css";
import { writtenTexts } from "./written-text";

interface Props {
  ref: Ref<ChipEditorHandle>;
  part: Part;
  written: Written;
  language: Language;
  disabled: boolean;
  onText: (text: string, figure?: Figure) => void;
  onComments: (comments: readonly Comment[]) => void;
  onFocus: () => void;
}

export function DraftPart({ ref, part, written, language, disabled, onText, onComments, onFocus }: Props) {
  const t = useTexts(writtenTexts);
  const id = useId();
  const text = written.words[part];
  const typed = unlinked(text);
  const length = lengthOf(text, written.figures, language);
  const over = part === "conclusion" ? length - longestConclusion : 0;
  return (
    <section className={styles.part}>
      <h3>
        {t.parts[part]}
        {part === "conclusion" ? (
          <span data-over={over > 0 || undefined}>
            {t.length(length, longestConclusion)}
            {over > 0 ? ` · ${t.tooLong(over)}` : ""}
          </span>
        ) : null}
      </h3>
      <ChipEditor
        ref={ref}
        label={t.parts[part]}
        hint={t.hints[part]}
        describedBy={id}
        value={text}
        figures={written.figures}
        language={language}
        disabled={disabled}
        onChange={onText}
        onFocus={onFocus}
      />
      <p id={id} className={styles.lint} role="status">
        {typed.length > 0 ? t.unlinked(typed.map((one) => one.text).join(language === "zh" ? "、" : ", ")) : null}
      </p>
      <Comments part={part} comments={written.comments} disabled={disabled} onComments={onComments} />
    </section>
  );
}

function Comments({
  part,
  comments,
  disabled,
  onComments,
}: {
  part: Part;
  comments: readonly Comment[];
  disabled: boolean;
  onComments: (comments: readonly Comment[]) => void;
}) {
  const t = useTexts(writtenTexts);
  const me = useMe();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const mine = comments.filter((one) => one.part === part);
  const add = () => {
    if (!text.trim()) return;
    onComments([...comments, { part, text: text.trim(), by: me.account.name, at: new Date().toISOString() }]);
    setText("");
    setOpen(false);
  };
  return (
    <>
      {mine.length > 0 ? (
        <ul className={styles.comments} aria-label={t.commentOn(t.parts[part])}>
          {mine.map((one) => (
            <li key={`${one.at}${one.text}`}>
              {one.text}{" "}
              <span className="caption">
                {one.by} {dateTime(one.at)}
              </span>
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t.removeComment}
                disabled={disabled}
                onClick={() => onComments(comments.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {isOpen ? (
        <div className={styles.comment}>
          <Input
            size="small"
            aria-label={t.commentOn(t.parts[part])}
            value={text}
            maxLength={1000}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={(event) => (event.nativeEvent.isComposing ? undefined : add())}
          />
          <Button size="small" onClick={add} disabled={!text.trim()}>
            {t.addComment}
          </Button>
        </div>
      ) : (
        <Button size="small" type="text" disabled={disabled} onClick={() => setOpen(true)}>
          {t.addComment}
        </Button>
      )}
    </>
  );
}
