import { DownloadOutlined, UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef } from "react";
import { urlOf } from "@/api/client";
import { useWrite } from "@/api/hooks";
import { full } from "@/design/number";
import { Section } from "@/frame/Page";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useLanguage, useTexts } from "@/text";
import styles from "./cases.module.css";
import { caseReads } from "./data";
import type { CaseDetail } from "./model";
import { caseTexts } from "./text";

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${full(bytes / 1e3, 1)} kB` : `${full(bytes / 1e6, 1)} MB`;
}

export function CaseFiles({ detail }: { detail: CaseDetail }) {
  const t = useTexts(caseTexts);
  const language = useLanguage();
  const toast = useToast();
  const block = useWriteBlock();
  const input = useRef<HTMLInputElement>(null);
  const upload = useWrite("post", "/api/v1/cases/{id}/files", { changes: caseReads });
  return (
    <Section
      title={t.files}
      extra={
        detail.edits.may_comment ? (
          <Button
            size="small"
            icon={<UploadOutlined />}
            loading={upload.isPending}
            disabled={block !== undefined}
            title={block}
            onClick={() => input.current?.click()}
          >
            {t.upload}
          </Button>
        ) : null
      }
    >
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t.upload}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (!file) return;
          // The contract takes the bytes as they are, whatever the browser calls them.
          const bytes = new Blob([file], { type: "application/octet-stream" });
          upload.mutate(
            { path: { id: detail.id }, query: { name: file.name }, body: bytes as never },
            { onSuccess: () => toast.success(`${t.uploaded} ${file.name}`) },
          );
        }}
      />
      {detail.files.length === 0 ? <p className="caption">{t.filesNone}</p> : null}
      <ul lang={language === "zh" ? "zh-CN" : "en"}>
        {detail.files.map((file) => (
          <li key={`${file.digest}${file.name}`} className={styles.file}>
            <a
              href={urlOf("/api/v1/cases/{id}/files/{digest}", { path: { id: detail.id, digest: file.digest } })}
              download={file.name}
            >
              <DownloadOutlined aria-hidden="true" /> {file.name}
            </a>{" "}
            <span className="caption" title={`SM3 ${file.digest}`}>
              {sizeText(file.bytes)}
            </span>
          </li>
        ))}
      </ul>
      <WriteProblem error={upload.error} />
    </Section>
  );
}
