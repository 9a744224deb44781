// The chains each province leads, with their red and orange break points.
import { LevelGlyph } from "@/design/LevelBadge";
import { full } from "@/design/number";
import { designTexts } from "@/design/texts";
import { areaPath, pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { useCan } from "@/frame/session";
import { nameIn, useLanguage, useTexts } from "@/text";
import type { OverviewView } from "./model";
import styles from "./overview.module.css";
import { overviewTexts } from "./text";

export function Chains({ view }: { view: OverviewView }) {
  const t = useTexts(overviewTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const can = useCan();
  const breakPoints = areaPath("breakpoints", can);
  return (
    <section aria-label={t.chains}>
      <h2 className={styles.head}>{t.chains}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.lead}</th>
            <th scope="col">{t.chain}</th>
            {(["red", "orange"] as const).map((level) => (
              <th key={level} scope="col" className={styles.right}>
                <span className={styles.levelName}>
                  <LevelGlyph level={level} size={13} /> {words.levels[level]}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.provinces.map((province) => (
            <tr key={province.code ?? ""}>
              <th scope="row">
                {province.code === null
                  ? t.noLead
                  : nameIn(language, { name_zh: province.name_zh ?? "", name_en: province.name_en ?? "" })}
              </th>
              <td>
                {province.chain_ids.map((id, i) => {
                  const chain = view.chains.find((one) => one.id === id);
                  const name = chain ? nameIn(language, chain) : id;
                  const path = pathOf("chain", id);
                  const words = path ? (
                    <Link to={path}>{name}</Link>
                  ) : breakPoints ? (
                    <Link to={breakPoints} query={{ chain: id }}>
                      {name}
                    </Link>
                  ) : (
                    name
                  );
                  return (
                    <span key={id}>
                      {i > 0 ? t.comma : ""}
                      {words}
                    </span>
                  );
                })}
              </td>
              {(["red", "orange"] as const).map((level) => (
                <td key={level} className={styles.right}>
                  {breakPoints ? (
                    <Link to={breakPoints} query={{ chain: [...province.chain_ids].sort().join(","), lv: level }}>
                      {full(province[level])}
                    </Link>
                  ) : (
                    full(province[level])
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
