// The figures that rest on a source, each with its product, its value and whether it counts.
import { Grade } from "@/design/marks";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { frameTexts } from "@/frame/texts";
import { nameIn, useLanguage, useTexts } from "@/text";
import { lineValue, scopeIn } from "../breakpoints/evidence";
import styles from "./data.module.css";
import type { Figure } from "./model";
import { dataTexts } from "./text";

export function FiguresOf({ figures }: { figures: readonly Figure[] }) {
  const t = useTexts(dataTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  return (
    <ul className={styles.figures}>
      {figures.map(({ subject_kind, id, line, ...names }, i) => {
        const path = pathOf(subject_kind, id);
        const name = nameIn(language, names);
        const marks = [line.old ? frame.old : "", line.computed_with ? t.used : frame.notUsed].filter(Boolean);
        return (
          <li key={`${id}:${line.metric}:${String(i)}`}>
            <b>{path ? <Link to={path}>{name}</Link> : name}</b> {language === "zh" ? line.label_zh : line.label_en}{" "}
            <b className="number">{lineValue(line, language)}</b>
            <div>{scopeIn(language, line.scope)}</div>
            <div className={styles.tags}>
              <span className="number">{line.year ?? t.noYear}</span>
              <Grade grade={line.grade} />
              <span>{marks.join(" · ")}</span>
              {line.url ? (
                <a href={line.url} target="_blank" rel="noreferrer">
                  {t.link}
                </a>
              ) : (
                <span className="caption">{t.noLink}</span>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
