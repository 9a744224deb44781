import { useLocation } from "react-router";
import { useLanguage } from "@/text";
import type { Area } from "./areas";
import { Link } from "./Link";
import styles from "./shell.module.css";

export function NavLink({ area, folded }: { area: Area; folded: boolean }) {
  const language = useLanguage();
  const { pathname } = useLocation();
  const path = area.routes[0]!.path;
  const here = area.routes.some((route) => {
    const stem = route.path.split("/:")[0]!;
    return pathname === stem || pathname.startsWith(`${stem}/`);
  });
  const Icon = area.icon;
  const name = area.name[language];
  return (
    <span className={styles.navItem} data-here={here || undefined} title={folded ? name : undefined}>
      <Link to={path} className={styles.navLink}>
        {Icon ? <Icon /> : null}
        <span className={folded ? "visually-hidden" : undefined}>{name}</span>
      </Link>
    </span>
  );
}
