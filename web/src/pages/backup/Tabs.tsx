import { useLocation } from "react-router";
import { Link } from "@/frame/Link";
import { useTexts } from "@/text";
import styles from "./backup.module.css";
import { backupTexts } from "./text";

/** Plan, register, drills: the three parts of the desk. */
export function Tabs() {
  const t = useTexts(backupTexts);
  const { pathname } = useLocation();
  const tabs = [
    { path: "/backup", name: t.tabs.plan },
    { path: "/backup/register", name: t.tabs.register },
    { path: "/drills", name: t.tabs.drills },
  ];
  return (
    <nav className={styles.tabs} aria-label={t.title}>
      {tabs.map((tab) => (
        <span key={tab.path} data-current={pathname === tab.path || undefined}>
          <Link to={tab.path}>{tab.name}</Link>
        </span>
      ))}
    </nav>
  );
}
