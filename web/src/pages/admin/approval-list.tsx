// Requests that need a second person: what exactly is asked, and the step that is the reader's.

import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { get, useWrite } from "@/api/hooks";
import type { components } from "@/api/schema";
import { dateTime } from "@/design/date";
import { useDirectory } from "@/frame/directory";
import { Dialog, TextField } from "@/frame/Form";
import { useMe } from "@/frame/session";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./admin.module.css";
import { approvalTexts } from "./approval-text";
import { adminTexts } from "./text";

export type Approval = components["schemas"]["Approval"];
const reads = ["/api/v1/approvals", "/api/v1/grants", "/api/v1/roles"];

export function approvalsQuery() {
  return get("/api/v1/approvals", { query: { limit: 200 } });
}
/** What the request would do, part by part; the text itself where it is no JSON object. */
export function partsOf(content: string): [string, string][] {
  try {
    const value: unknown = JSON.parse(content);
    if (value && typeof value === "object" && !Array.isArray(value))
      return Object.entries(value).map(([key, part]) => [key, typeof part === "string" ? part : JSON.stringify(part)]);
  } catch {
    // Not JSON: shown as it is.
  }
  return [["", content]];
}

export function ApprovalCard({ approval }: { approval: Approval }) {
  const t = useTexts(adminTexts);
  const words = useTexts(approvalTexts);
  const language = useLanguage();
  const me = useMe();
  const toast = useToast();
  const block = useWriteBlock();
  const directory = useDirectory();
  const roles = useQuery({ ...get("/api/v1/roles"), staleTime: 600_000 });
  const [deciding, setDeciding] = useState<boolean>();
  const [comment, setComment] = useState("");
  const decide = useWrite("post", "/api/v1/approvals/{id}/decision", { changes: reads });
  const carry = useWrite("post", "/api/v1/approvals/{id}/carry-out", { changes: reads });
  const back = useWrite("delete", "/api/v1/approvals/{id}", { changes: reads });
  const mine = approval.asker === me.account.id;
  const done = { onSuccess: () => void toast.success(t.done) };
  const path = { id: approval.id };
  const carriedHere = approval.action === "define_role" || approval.action === "grant_role";
  const say = (key: string, value: string) =>
    value === ""
      ? "—"
      : key === "role"
        ? nameIn(language, roles.data?.items.find((one) => one.id === value) ?? { name_zh: value })
        : key === "region"
          ? directory.region(value)
          : key === "organisation"
            ? directory.organisation(value)
            : key === "account"
              ? directory.person(value)
              : key === "clearance"
                ? (t.clearances[value as "public"] ?? value)
                : key === "from" || key === "until"
                  ? dateTime(value)
                  : value;
  return (
    <article
      className={styles.card}
      aria-label={`${words.actions[approval.action as "grant_role"]} ${approval.object_id}`}
    >
      <h3>
        {words.actions[approval.action as "grant_role"] ?? approval.action} · {approval.object_id}
      </h3>
      <p>
        {approval.reason}{" "}
        <span className="caption">
          {t.asker} {directory.person(approval.asker)} · <time>{dateTime(approval.asked)}</time> ·{" "}
          {t.approvalStates[approval.state as "open"] ?? approval.state}
          {approval.decided_by ? ` · ${t.decided(directory.person(approval.decided_by))}` : ""}
          {approval.comment ? ` · ${approval.comment}` : ""}
        </span>
      </p>
      <table className={styles.table}>
        <caption className="visually-hidden">{t.content}</caption>
        <tbody>
          {partsOf(approval.content).map(([key, value]) => (
            <tr key={key}>
              <th scope="row" style={{ width: "22%" }}>
                {words.parts[key as "role"] ?? key}
              </th>
              <td>{say(key, value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.actions} style={{ marginTop: 8 }}>
        {approval.may_decide ? (
          <>
            <Button type="primary" disabled={block !== undefined} onClick={() => setDeciding(true)}>
              {t.approve}
            </Button>
            <Button disabled={block !== undefined} onClick={() => setDeciding(false)}>
              {t.refuse}
            </Button>
          </>
        ) : null}
        {mine && approval.state === "approved" && carriedHere ? (
          <Button
            type="primary"
            loading={carry.isPending}
            disabled={block !== undefined}
            onClick={() => carry.mutate({ path }, done)}
          >
            {t.carryOut}
          </Button>
        ) : null}
        {mine && (approval.state === "open" || approval.state === "approved") ? (
          <Button loading={back.isPending} disabled={block !== undefined} onClick={() => back.mutate({ path }, done)}>
            {t.takeBack}
          </Button>
        ) : null}
      </div>
      <WriteProblem error={carry.error ?? back.error} />
      {deciding === undefined ? null : (
        <Dialog
          title={deciding ? t.approve : t.refuse}
          label={deciding ? t.approve : t.refuse}
          danger={!deciding}
          onClose={() => setDeciding(undefined)}
          busy={decide.isPending}
          may={deciding || comment.trim() !== ""}
          onSave={() =>
            decide.mutate(
              { path, body: { approve: deciding, ...(comment.trim() ? { comment: comment.trim() } : {}) } },
              {
                onSuccess: () => {
                  toast.success(t.done);
                  setDeciding(undefined);
                },
              },
            )
          }
        >
          <TextField label={t.comment} autoFocus lines={2} required={!deciding} value={comment} onChange={setComment} />
          <WriteProblem error={decide.error} />
        </Dialog>
      )}
    </article>
  );
}
