import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { request } from "@/api/client";
import { refresh } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import { dateTime } from "@/design/date";
import { pathOf } from "@/frame/areas";
import { FilterSwitch } from "@/frame/Filters";
import { useKeys } from "@/frame/keys";
import { Link } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { Failure, Loading, useWriteBlock } from "@/frame/states";
import { flag, useUrlState } from "@/frame/url-state";
import { useLanguage, useTexts } from "@/text";
import styles from "./me.module.css";
import { meTexts } from "./text";

const fields = { unread: flag() };

export default function Notifications() {
  const t = useTexts(meTexts);
  const language = useLanguage();
  const client = useQueryClient();
  const block = useWriteBlock();
  const [state, set] = useUrlState(fields);
  const [busy, setBusy] = useState(false);
  const notices = useInfiniteQuery({
    queryKey: ["/api/v1/me/notifications", "all", state.unread],
    initialPageParam: undefined as number | undefined,
    queryFn: async ({ pageParam, signal }) =>
      (
        await request("get", "/api/v1/me/notifications", {
          query: { limit: 50, after: pageParam, ...(state.unread ? { unread: true } : {}) },
          signal,
        })
      ).data,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = notices.data?.pages[0]?.unread ?? 0;
  const read = async (ids: readonly number[]) => {
    setBusy(true);
    try {
      for (const id of ids) await request("post", "/api/v1/me/notifications/{id}/read", { path: { id } });
    } finally {
      await refresh(client, ["/api/v1/me/notifications"]);
      setBusy(false);
    }
  };
  const step = (by: number) => {
    const all = [...document.querySelectorAll<HTMLElement>("[data-notice]")];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
  };
  useKeys([
    { keys: "j", name: t.notices, run: () => step(1) },
    { keys: "k", name: t.notices, run: () => step(-1) },
  ]);
  return (
    <Page
      crumbs={[{ name: t.title, to: "/me" }, { name: t.notices }]}
      answer={notices.data ? t.noticesAnswer(unread) : undefined}
      filters={
        <>
          <FilterSwitch label={t.unreadOnly} value={state.unread} onChange={(value) => set({ unread: value })} />
          {items.some((one) => !one.read) ? (
            <Button
              size="small"
              loading={busy}
              disabled={block !== undefined}
              onClick={() => void read(items.filter((one) => !one.read).map((one) => one.id))}
            >
              {t.readAll}
            </Button>
          ) : null}
        </>
      }
    >
      {notices.error ? (
        <Failure error={notices.error as unknown as ApiError} retry={() => void notices.refetch()} />
      ) : notices.isPending ? (
        <Loading />
      ) : (
        <>
          <ul className={styles.notices}>
            {items.map((one) => {
              const path = one.case_id ? pathOf("case", one.case_id) : undefined;
              const words = language === "zh" ? one.text_zh : one.text_en;
              return (
                <li key={one.id} data-unread={!one.read || undefined}>
                  <time dateTime={one.made}>{dateTime(one.made)}</time>
                  <span data-notice tabIndex={-1}>
                    {one.read ? null : <b aria-hidden="true">● </b>}
                    {path ? <Link to={path}>{words}</Link> : words}
                  </span>
                  {one.read ? null : (
                    <Button size="small" type="link" disabled={block !== undefined} onClick={() => void read([one.id])}>
                      {t.markRead}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
          {items.length === 0 ? <p className="caption">{t.none}</p> : null}
          {notices.hasNextPage ? (
            <Button loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
              {t.older}
            </Button>
          ) : null}
        </>
      )}
    </Page>
  );
}
