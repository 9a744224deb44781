import { useQuery } from "@tanstack/react-query";
import { Section } from "@/frame/Page";
import { useMe } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { useTexts } from "@/text";
import { AdminPage } from "./AdminPage";
import { ApprovalCard, approvalsQuery } from "./approval-list";
import { adminTexts } from "./text";

export default function Approvals() {
  const t = useTexts(adminTexts);
  const me = useMe();
  const approvals = useQuery(approvalsQuery());
  const all = approvals.data?.items ?? [];
  const mine = all.filter((one) => one.may_decide);
  const ready = all.filter((one) => one.asker === me.account.id && one.state === "approved");
  const rest = all.filter((one) => !mine.includes(one) && !ready.includes(one));
  return (
    <AdminPage
      tab="approvals"
      answer={
        approvals.data
          ? mine.length + ready.length === 0
            ? t.approvalsNone
            : t.approvalsAnswer(mine.length, ready.length)
          : undefined
      }
    >
      <QueryState query={approvals}>
        {() => (
          <>
            {[...mine, ...ready].map((one) => (
              <ApprovalCard key={one.id} approval={one} />
            ))}
            {rest.length > 0 ? (
              <Section title={`${t.all} ${rest.length}`}>
                {rest.map((one) => (
                  <ApprovalCard key={one.id} approval={one} />
                ))}
              </Section>
            ) : null}
          </>
        )}
      </QueryState>
    </AdminPage>
  );
}
