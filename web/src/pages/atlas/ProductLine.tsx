// A product in a line: its level as a shape with its word, its name as a link.
import { asLevel, LevelGlyph } from "@/design/LevelBadge";
import { designTexts } from "@/design/texts";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./atlas.module.css";

export function LevelDot({ level }: { level: string }) {
  const words = useTexts(designTexts);
  const known = asLevel(level);
  return (
    <>
      {known ? (
        <LevelGlyph level={known} size={14} />
      ) : (
        <span className={styles.dot} data-unknown={level === "unknown" || undefined} aria-hidden="true" />
      )}
      <span className="visually-hidden">{words.levels[level as keyof typeof words.levels] ?? ""}</span>
    </>
  );
}

export function ProductLine({
  product,
  linked = true,
}: {
  product: { id: string; name_zh: string; name_en: string; level: string };
  linked?: boolean;
}) {
  const language = useLanguage();
  const path = linked ? pathOf("product", product.id) : undefined;
  const name = nameIn(language, product);
  return (
    <span className={styles.row}>
      <LevelDot level={product.level} />
      {path ? <Link to={path}>{name}</Link> : name}
    </span>
  );
}
