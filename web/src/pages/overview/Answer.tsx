// The overview in one sentence, and what changed since one was last here.
import { useEffect, useRef, useState } from "react";
import { dateTime } from "@/design/date";
import { signed } from "@/design/number";
import { designTexts } from "@/design/texts";
import { useMe } from "@/frame/session";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type OverviewView, trendOf } from "./model";
import { overviewTexts } from "./text";
import { type ProvinceCode, provinceNames } from "./tiles";
import { readVisits, type Seen, visitsAfter, visitsKey } from "./visits";

export function Answer({ view, chain }: { view: OverviewView; chain?: string }) {
  const t = useTexts(overviewTexts);
  const language = useLanguage();
  const { counts, compared_with: compared, cases } = view;
  const trend = trendOf(view.changes);
  const first = trend.newRed[0];
  const parts = [
    first
      ? t.worseRed(trend.worse.length, trend.newRed.length, nameIn(language, first))
      : trend.worse.length > 0
        ? t.worse(trend.worse.length)
        : "",
    trend.better.length > 0 ? t.better(trend.better.length) : "",
  ].filter(Boolean);
  const change = !compared
    ? t.firstVersion
    : parts.length === 0
      ? t.noChange(compared.version)
      : t.since(compared.version) + parts.join(t.comma);
  return (
    <>
      {chain ? t.ofChain(chain) : ""}
      {t.counts(counts.red, counts.orange, counts.yellow)}
      {change}
      {cases ? `${compared ? t.semicolon : " "}${t.overdue(cases.overdue)}` : compared ? t.stop : ""}
    </>
  );
}

/** What one saw at the visit before this one; kept in this browser. */
function useLastVisit(view: OverviewView): Seen | undefined {
  const account = useMe().account.id;
  const key = visitsKey(account, view.about.dataset);
  const [last, setLast] = useState<Seen>();
  const { counts, about, cases } = view;
  const seen = useRef<Omit<Seen, "at">>(undefined as never);
  seen.current = { version: about.version, red: counts.red, orange: counts.orange, overdue: cases?.overdue ?? null };
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept anew when other figures are seen
  useEffect(() => {
    try {
      const kept = visitsAfter(readVisits(localStorage.getItem(key)), { ...seen.current, at: Date.now() });
      localStorage.setItem(key, JSON.stringify(kept));
      setLast(kept.last);
    } catch {
      // Storage is forbidden: each visit is then the first.
    }
  }, [key, about.version, counts.red, counts.orange, cases?.overdue]);
  return last;
}

export function VisitNote({ view, leftOut }: { view: OverviewView; leftOut: readonly ProvinceCode[] }) {
  const t = useTexts(overviewTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const last = useLastVisit(view);
  const { counts, about, cases } = view;
  const differences = last
    ? [
        counts.red === last.red ? "" : t.visitLevel(words.levels.red, signed(counts.red - last.red, 0)),
        counts.orange === last.orange ? "" : t.visitLevel(words.levels.orange, signed(counts.orange - last.orange, 0)),
        cases && last.overdue !== null && cases.overdue !== last.overdue
          ? t.visitOverdue(signed(cases.overdue - last.overdue, 0))
          : "",
      ].filter(Boolean)
    : [];
  return (
    <>
      {last
        ? t.lastVisit(dateTime(last.at)) +
          [
            last.version === about.version
              ? t.visitSameVersion(about.version)
              : t.visitVersion(last.version, about.version),
            ...(differences.length > 0 ? differences : [t.visitNothing]),
          ].join(t.comma) +
          t.stop
        : t.firstVisit}
      {leftOut.length > 0 ? (
        <b> {t.leftOut(leftOut.map((code) => nameIn(language, provinceNames[code])).join(t.comma))}</b>
      ) : null}
    </>
  );
}
