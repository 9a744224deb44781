// The frame of the pages of administration: their tabs, and above all of them the audit chain where it is broken.

import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { get } from "@/api/hooks";
import { Link } from "@/frame/Link";
import { Page, type PageProps } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { useTexts } from "@/text";
import styles from "./admin.module.css";
import { adminTexts } from "./text";

const tabs = [
  { id: "users", any: ["user.manage", "role.grant", "session.revoke", "administration.read"] },
  { id: "organisations", any: ["organisation.manage", "administration.read"] },
  { id: "roles", any: ["role.grant", "role.approve", "administration.read"] },
  { id: "sessions", any: ["session.revoke"] },
  { id: "approvals", any: [] },
  { id: "audit", any: ["audit.read"] },
  { id: "jobs", any: [] },
  { id: "health", any: [] },
] as const;
export type TabId = (typeof tabs)[number]["id"];

export function useOfferedTabs() {
  const can = useCan();
  return tabs.filter((tab) => tab.any.length === 0 || tab.any.some((one) => can(one)));
}

export function useVerification() {
  const can = useCan();
  return useQuery({
    ...get("/api/v1/audit/verification"),
    enabled: can("audit.verify"),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });
}
/** The first number in the words of the fault: that of the entry which is not as it must be. */
export function entryOfFault(fault: string | null | undefined): string | undefined {
  return /\d+/.exec(fault ?? "")?.[0];
}

export function AdminPage({
  tab,
  filters,
  children,
  ...page
}: Omit<PageProps, "crumbs"> & { tab: TabId; children: ReactNode }) {
  const t = useTexts(adminTexts);
  const offered = useOfferedTabs();
  const chain = useVerification();
  const bad = chain.data && !chain.data.is_whole ? chain.data : undefined;
  const number = entryOfFault(bad?.fault);
  return (
    <Page
      crumbs={[{ name: t.title, to: "/admin" }, { name: t.tabs[tab] }]}
      filters={
        <>
          <nav className={styles.tabs} aria-label={t.tabsLabel}>
            {offered.map((one) => (
              <NavLink key={one.id} to={`/admin/${one.id}`} className={styles.tab}>
                {t.tabs[one.id]}
              </NavLink>
            ))}
          </nav>
          {filters}
        </>
      }
      {...page}
    >
      {bad ? (
        <Alert
          type="error"
          showIcon
          className={styles.banner}
          title={t.chainBroken}
          description={
            <>
              {bad.fault}{" "}
              {number ? (
                <Link to="/admin/audit" query={{ n: number }}>
                  {t.chainFirst}
                </Link>
              ) : null}
            </>
          }
        />
      ) : null}
      {children}
    </Page>
  );
}
