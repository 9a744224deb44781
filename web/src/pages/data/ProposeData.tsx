// Data on a gap, proposed as a case: a value with its source, which somebody else checks.
import { Form, Input, InputNumber, Modal } from "antd";
import { useId } from "react";
import { useWrite } from "@/api/hooks";
import { useDraft } from "@/frame/drafts";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type Gap, gapKey, rowOfGap } from "./model";
import { dataTexts } from "./text";

interface Draft {
  column: string;
  value: string;
  source: string;
  year: number | null;
}

export default function ProposeData({ dataset, gap, onClose }: { dataset: string; gap: Gap; onClose: () => void }) {
  const t = useTexts(dataTexts);
  const language = useLanguage();
  const id = useId();
  const toast = useToast();
  const block = useWriteBlock();
  const { row, column } = rowOfGap(dataset, gap);
  const [draft, setDraft, clear] = useDraft<Draft>(`gap.${dataset}.${gapKey(gap)}`, {
    column,
    value: "",
    source: "",
    year: null,
  });
  const write = useWrite("post", "/api/v1/cases", { changes: ["/api/v1/cases"] });
  const lacks = !draft.column.trim() || !draft.value.trim() || !draft.source.trim();
  const send = () =>
    write.mutate(
      {
        body: {
          type: "data_change_request",
          subject: { kind: "dataset_row", id: row },
          fields: {
            column: [draft.column.trim()],
            new_value: [draft.value.trim()],
            source: [draft.source.trim()],
            ...(draft.year ? { source_year: [String(draft.year)] } : {}),
          },
        },
      },
      {
        onSuccess: ({ data }) => {
          clear();
          toast.success(t.opened(data.case));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t.requestTitle(nameIn(language, gap))}
      okText={t.openCase}
      cancelText={t.cancel}
      onCancel={onClose}
      onOk={send}
      confirmLoading={write.isPending}
      okButtonProps={{ disabled: lacks || block !== undefined }}
    >
      <p>
        {language === "zh" ? gap.text_zh : gap.text_en}。{t.requestText}
      </p>
      <p className="caption">
        {t.rowOf} <code>{row}</code>
      </p>
      <Form layout="vertical" component="div">
        <Form.Item label={`${t.field.column}（${t.fieldNeeded}）`} htmlFor={`${id}-column`}>
          <Input
            id={`${id}-column`}
            value={draft.column}
            maxLength={200}
            onChange={(event) => setDraft({ ...draft, column: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={`${t.field.value}（${t.fieldNeeded}）`} htmlFor={`${id}-value`}>
          <Input
            id={`${id}-value`}
            value={draft.value}
            maxLength={2000}
            onChange={(event) => setDraft({ ...draft, value: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={`${t.field.source}（${t.fieldNeeded}）`} htmlFor={`${id}-source`}>
          <Input
            id={`${id}-source`}
            value={draft.source}
            maxLength={2000}
            onChange={(event) => setDraft({ ...draft, source: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t.field.year} htmlFor={`${id}-year`}>
          <InputNumber
            id={`${id}-year`}
            value={draft.year}
            min={1900}
            max={2100}
            onChange={(year) => setDraft({ ...draft, year })}
          />
        </Form.Item>
      </Form>
      {block ? <p className="caption">{block}</p> : null}
      {write.error ? <WriteProblem error={write.error} /> : null}
    </Modal>
  );
}
