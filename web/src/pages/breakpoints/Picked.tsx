// What was ticked in the list: one brief of several products, or one scenario.
import { Button } from "antd";
import { areaPath } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { useCan } from "@/frame/session";
import { useTexts } from "@/text";
import styles from "./brush.module.css";
import { breakPointTexts } from "./text";

/** A brief of more is a book. */
export const mostPicked = 10;

export function Picked({ keys, onClear }: { keys: readonly string[]; onClear: () => void }) {
  const t = useTexts(breakPointTexts);
  const can = useCan();
  const products = keys.filter((key) => key.startsWith("product:")).map((key) => key.slice("product:".length));
  const lab = areaPath("lab", can);
  if (keys.length === 0) return null;
  return (
    <span className={styles.picked} role="status">
      <b>{t.picked(keys.length, mostPicked)}</b>
      {can("remedy.read") && products.length > 0 ? (
        <Link to="/briefs/new" query={{ for: `product:${products.join(",")}` }}>
          {t.pickedBrief}
        </Link>
      ) : null}
      {can("scenario.run") && lab ? (
        <Link to={lab} query={{ shock: keys.join(",") }}>
          {t.pickedLab}
        </Link>
      ) : null}
      <Button size="small" type="text" onClick={onClear}>
        {t.pickedClear}
      </Button>
    </span>
  );
}
