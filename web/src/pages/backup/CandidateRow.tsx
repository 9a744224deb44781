// One candidate: figures that open their evidence, and below them what speaks for it and what against, both in full.
import { IntervalStrip } from "@/design/IntervalStrip";
import { Grade, Missing } from "@/design/marks";
import type { Scale } from "@/design/scale";
import { pathOf } from "@/frame/areas";
import { EvidenceButton } from "@/frame/Evidence";
import { Link } from "@/frame/Link";
import type { SetState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { evidenceOf, type Figure, knownParts, priceText } from "./candidateEvidence";
import { candidateTexts } from "./candidateTexts";
import { unitText } from "./format";
import type { Candidate, Desk } from "./model";
import { RuleButtons } from "./RuleButtons";
import { daysText, readyDays, reasonsAgainst, reasonsFor } from "./reasons";
import { pairOf } from "./rules";

const columnCount = 8;

export function CandidateRow({
  row,
  product,
  scale,
  version,
  inPlan,
  rules,
}: {
  row: Candidate;
  product: string;
  scale: Scale;
  version: string;
  inPlan: boolean;
  rules: { desk: Desk; set: SetState<Desk> } | undefined;
}) {
  const t = useTexts(candidateTexts);
  const language = useLanguage();
  const name = nameIn(language, row);
  const path = row.synthetic ? undefined : pathOf("firm", row.firm_id);
  const ready = readyDays(row);
  const { known, all } = knownParts(row);
  const opens = (figure: Figure) => () => evidenceOf(figure, row, language, version);
  const join = language === "zh" ? "；" : "; ";
  const mayLock = row.kind === "maker" && (row.spare_cny_a_year ?? 0) > 0 && !row.fails_with_primary;
  return (
    <tbody className={styles.candidate} data-fails={row.fails_with_primary || undefined}>
      <tr>
        <td data-align="right">{row.rank}</td>
        <th scope="row">
          {path ? <Link to={path}>{name}</Link> : name}
          <span className="caption">
            {row.synthetic && !/虚构|fictional/i.test(name) ? ` · ${t.fictional}` : ""}
            {row.kind === "related" ? ` · ${t.related}` : ""}
          </span>
          {inPlan ? <span className={styles.tag}>{t.inThePlan}</span> : null}
        </th>
        <td>
          <EvidenceButton evidence={opens("fit")}>
            <IntervalStrip {...row.score} scale={scale} width={84} decimals={3} />
          </EvidenceButton>
        </td>
        <td data-align="right">
          <EvidenceButton evidence={opens("spare")}>
            {row.spare_cny_a_year == null ? <Missing why={t.spareWhy} /> : unitText(row.spare_cny_a_year, language)}
          </EvidenceButton>
        </td>
        <td data-align="right">
          <EvidenceButton evidence={opens("ready")}>
            {daysText(ready.low, ready.high)}
            {ready.assumed ? <span title={t.against.assumedDays}> ~</span> : null}
          </EvidenceButton>
        </td>
        <td data-align="right">
          <EvidenceButton evidence={opens("price")}>
            {row.unit_cost == null ? <Missing why={t.costWhy} /> : priceText(row.unit_cost)}
          </EvidenceButton>
        </td>
        <td>
          <EvidenceButton evidence={opens("certainty")}>
            <Grade grade={row.grade} /> <span className="caption">{t.knownOf(known, all)}</span>
          </EvidenceButton>
        </td>
        <td>
          {rules ? <RuleButtons {...rules} pair={pairOf(product, row.firm_id)} name={name} mayLock={mayLock} /> : null}
        </td>
      </tr>
      <tr className={styles.reasonRow}>
        <td />
        <td colSpan={columnCount - 1}>
          <p>
            <b>{t.reasonsFor}</b> {reasonsFor(row, t, language).join(join)}
          </p>
          <p>
            <b>{t.reasonsAgainst}</b> {reasonsAgainst(row, t, language).join(join)}
          </p>
        </td>
      </tr>
    </tbody>
  );
}
