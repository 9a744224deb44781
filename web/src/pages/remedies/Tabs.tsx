import { useLocation } from "react-router";
import { Link } from "@/frame/Link";
import { useCan } from "@/frame/session";
import { useTexts } from "@/text";
import styles from "./remedies.module.css";
import { remedyTexts } from "./text";

export function Tabs() {
  const t = useTexts(remedyTexts);
  const can = useCan();
  const { pathname } = useLocation();
  const tabs = [
    can("remedy.read") ? { path: "/remedies", name: t.tabs.remedies } : undefined,
    can("brief.read") ? { path: "/briefs", name: t.tabs.briefs } : undefined,
  ];
  return (
    <nav className={styles.tabs} aria-label={t.tabsLabel}>
      {tabs.map((tab) =>
        tab ? (
          <span key={tab.path} data-current={pathname === tab.path || undefined}>
            <Link to={tab.path}>{tab.name}</Link>
          </span>
        ) : null,
      )}
    </nav>
  );
}
