// What the register of backups carries: a figure with its evidence, or why there is none and where to make it.
import { useQuery } from "@tanstack/react-query";
import { date } from "@/design/date";
import { full, percent } from "@/design/number";
import { areaPath } from "@/frame/areas";
import { EvidenceButton } from "@/frame/Evidence";
import { Link } from "@/frame/Link";
import { useCan } from "@/frame/session";
import { useTexts } from "@/text";
import { Figure } from "./Figures";
import styles from "./overview.module.css";
import { coverageQuery } from "./queries";
import { overviewTexts } from "./text";

export function Coverage({ dataset, chain }: { dataset: string; chain: string }) {
  const t = useTexts(overviewTexts);
  const can = useCan();
  const mayRead = can("backup.read") && can("dataset.read");
  const coverage = useQuery({
    ...coverageQuery(dataset, chain),
    enabled: mayRead,
    // That there is no register is an answer.
    retry: false,
  });
  const desk = areaPath("backup", can);
  const unknown = (why: string) => (
    <Figure
      name={t.coverage}
      note={
        <>
          {why}
          {mayRead && desk ? (
            <>
              {" "}
              <Link to="/backup/register" className="in-text">
                {t.coverageMake}
              </Link>
            </>
          ) : null}
        </>
      }
    >
      <span className={styles.unknown}>{t.unknown}</span>
    </Figure>
  );
  if (!mayRead) return unknown(t.coverageHidden);
  if (coverage.isPending) return <Figure name={t.coverage}> </Figure>;
  if (coverage.error) return unknown(coverage.error.status === 404 ? t.coverageNone : coverage.error.message);
  const found = coverage.data;
  if (found.rate === null) return unknown(t.coverageNothing);
  const value = percent(found.rate, 0);
  const source = t.coverageSource(found.register_revision, date(new Date(found.register_made_at)));
  const input = (label: string, count: number) => ({ label, value: full(count), source, computed: true });
  return (
    <Figure name={t.coverage} note={t.coverageOf(found.covered, found.products)}>
      <EvidenceButton
        evidence={() => ({
          title: t.coverage,
          value,
          meaning: t.coverageWhat(found.horizon_days, found.on),
          formula: `${full(found.covered)} / ${full(found.products)} = ${value}`,
          inputs: [
            input(t.coverageCovered, found.covered),
            input(t.coverageStock, found.by_stock_alone),
            input(t.coverageLasting, found.lasting),
            input(t.coverageProducts, found.products),
            input(t.coverageUnnamed, found.not_assessed),
            {
              label: t.coverageByValue,
              value: found.rate_by_value === null ? t.unknown : percent(found.rate_by_value, 0),
              source,
              computed: true,
            },
          ],
          version: `${dataset} v${found.version} · ${found.scope} · ${source}`,
        })}
      >
        {value}
      </EvidenceButton>
    </Figure>
  );
}
