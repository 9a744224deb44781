import { CopyOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useTexts } from "@/text";
import { copyText } from "./clipboard";
import type { Evidence } from "./Evidence";
import { EvidenceTable } from "./EvidenceTable";
import styles from "./evidence.module.css";
import { frameTexts } from "./texts";
import { useToast } from "./toast";

function citation(evidence: Evidence): string {
  const sources = [
    ...new Set(evidence.inputs.map((input) => (input.year ? `${input.source} (${input.year})` : input.source))),
  ];
  return [`${evidence.title}: ${evidence.value}`, evidence.version, sources.join("; ")].filter(Boolean).join(". ");
}

export default function EvidenceDrawer({
  evidence,
  open,
  onClose,
}: {
  evidence: Evidence;
  open: boolean;
  onClose: () => void;
}) {
  const t = useTexts(frameTexts);
  const toast = useToast();
  return (
    <Drawer
      title={t.evidence}
      open={open}
      size={Math.min(640, window.innerWidth)}
      onClose={onClose}
      extra={
        <Button
          size="small"
          icon={<CopyOutlined />}
          onClick={async () => {
            await copyText(citation(evidence));
            toast.success(t.copied);
          }}
        >
          {t.cite}
        </Button>
      }
    >
      <div className={styles.body}>
        <h2>{evidence.title}</h2>
        <p className={styles.value}>{evidence.value}</p>
        {evidence.meaning ? <p>{evidence.meaning}</p> : null}
        {evidence.formula ? (
          <>
            <h3>{t.formula}</h3>
            <p className={styles.formula}>{evidence.formula}</p>
          </>
        ) : null}
        <h3>{t.inputs}</h3>
        <EvidenceTable inputs={evidence.inputs} />
        {evidence.version ? <p className="caption">{evidence.version}</p> : null}
      </div>
    </Drawer>
  );
}
