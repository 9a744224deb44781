// What is shown once: a password for one use, the text of a token, recovery codes.
import { Alert, Button, Modal } from "antd";
import type { ReactNode } from "react";
import { copyText } from "@/frame/clipboard";
import { useToast } from "@/frame/toast";
import { useTexts } from "@/text";
import styles from "./admin.module.css";
import { adminTexts } from "./text";

export function OneTime({
  title,
  why,
  text,
  onClose,
}: {
  title: string;
  why: ReactNode;
  text: string;
  onClose: () => void;
}) {
  const t = useTexts(adminTexts);
  const toast = useToast();
  return (
    // Closing by a click beside it would lose what cannot be shown again.
    <Modal title={title} open onCancel={onClose} footer={null} mask={{ closable: false }} keyboard={false} width={520}>
      <div className={styles.secret} data-secret>
        {text}
      </div>
      <Alert type="warning" showIcon title={why} style={{ margin: "12px 0" }} />
      <div className={styles.actions}>
        <Button
          onClick={async () => {
            await copyText(text);
            toast.success(t.copied);
          }}
        >
          {t.copy}
        </Button>
        <Button type="primary" autoFocus onClick={onClose}>
          {t.understood}
        </Button>
      </div>
    </Modal>
  );
}
