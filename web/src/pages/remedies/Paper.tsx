// The document as it will be printed, and as files.
import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { download } from "@/design/table/columns";
import { useTexts } from "@/text";
import { bytesOf, fileName } from "./model";
import styles from "./remedies.module.css";
import { remedyTexts } from "./text";

interface Forms {
  title: string;
  html: string;
  docx: string;
  pdf: string;
}

/** No script of the document runs. */
export function Paper({ title, html }: { title: string; html: string }) {
  return <iframe className={styles.paper} title={title} sandbox="allow-same-origin" srcDoc={html} />;
}

export function Downloads({ document }: { document: Forms }) {
  const t = useTexts(remedyTexts);
  const name = fileName(document.title);
  const forms = [
    {
      word: t.docx,
      run: () =>
        download(
          `${name}.docx`,
          bytesOf(document.docx),
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    },
    { word: t.pdf, run: () => download(`${name}.pdf`, bytesOf(document.pdf), "application/pdf") },
    { word: t.html, run: () => download(`${name}.html`, document.html, "text/html") },
  ];
  return (
    <>
      {forms.map((form) => (
        <Button
          key={form.word}
          size="small"
          icon={<DownloadOutlined />}
          aria-label={`${t.download} ${form.word}`}
          onClick={form.run}
        >
          {form.word}
        </Button>
      ))}
    </>
  );
}
