import { useTexts } from "@/text";
import { Link } from "./Link";
import { StateBox } from "./states";
import { frameTexts } from "./texts";

export function NotFound() {
  const t = useTexts(frameTexts);
  return (
    <StateBox title={t.notFound} actions={<Link to="/">{t.goHome}</Link>}>
      <p>{t.notFoundWhy}</p>
    </StateBox>
  );
}
