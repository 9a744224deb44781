import { CopyOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Checkbox } from "antd";
import qrcode from "qrcode-generator";
import { useMemo, useState } from "react";
import { useWrite } from "@/api/hooks";
import { copyText } from "@/frame/clipboard";
import { WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useTexts } from "@/text";
import { Field } from "./Field";
import styles from "./sign-in.module.css";
import { signInTexts } from "./text";

/** The QR code of a text, drawn here: nothing leaves the page. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => {
    const code = qrcode(0, "M");
    code.addData(text);
    code.make();
    const count = code.getModuleCount();
    let d = "";
    for (let row = 0; row < count; ++row)
      for (let column = 0; column < count; ++column)
        if (code.isDark(row, column)) d += `M${column + 4} ${row + 4}h1v1h-1z`;
    return { path: d, size: count + 8 };
  }, [text]);
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      className={styles.qr}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

export default function EnrolForm({ onDone }: { onDone: () => void }) {
  const t = useTexts(signInTexts);
  const toast = useToast();
  const [code, setCode] = useState("");
  const [kept, setKept] = useState(false);
  const begin = useWrite("post", "/api/v1/me/second-factor");
  const confirm = useWrite("post", "/api/v1/me/second-factor/confirmation");
  const secret = begin.data?.data;
  const codes = confirm.data?.data.recovery_codes;
  if (codes) {
    return (
      <div className={styles.form}>
        <h1>{t.recoveryTitle}</h1>
        <p>{t.recoveryWhy}</p>
        <ol className={styles.codes}>
          {codes.map((one) => (
            <li key={one}>
              <code>{one}</code>
            </li>
          ))}
        </ol>
        <div className={`${styles.row} no-print`}>
          <Button
            icon={<CopyOutlined />}
            onClick={async () => {
              await copyText(codes.join("\n"));
              toast.success(t.copied);
            }}
          >
            {t.copyAll}
          </Button>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t.print}
          </Button>
        </div>
        <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
          {t.kept}
        </Checkbox>
        <Button type="primary" block size="large" disabled={!kept} onClick={onDone}>
          {t.go}
        </Button>
      </div>
    );
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!secret) begin.mutate({ body: {} });
        else if (code.trim() && !confirm.isPending) confirm.mutate({ body: { code: code.trim() } });
      }}
    >
      <h1>{t.enrolTitle}</h1>
      <p>{t.enrolWhy}</p>
      {secret ? (
        <>
          <QrCode text={secret.uri} label={t.qr} />
          <div className={styles.secret}>
            <span className="caption">{t.secret}</span>
            <code>{secret.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            <Button
              size="small"
              type="text"
              icon={<CopyOutlined />}
              aria-label={`${t.copyAll} ${t.secret}`}
              onClick={async () => {
                await copyText(secret.secret);
                toast.success(t.copied);
              }}
            />
          </div>
          <Field label={t.enterCode} value={code} onChange={setCode} autoComplete="one-time-code" autoFocus />
        </>
      ) : null}
      <WriteProblem error={confirm.error ?? begin.error} />
      <Button
        type="primary"
        htmlType="submit"
        block
        size="large"
        loading={begin.isPending || confirm.isPending}
        disabled={secret !== undefined && code.trim() === ""}
      >
        {secret ? t.confirm : t.begin}
      </Button>
    </form>
  );
}
