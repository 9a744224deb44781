// The five views of the atlas, as links.
import { useLocation } from "react-router";
import { Link } from "@/frame/Link";
import { useCan } from "@/frame/session";
import { useTexts } from "@/text";
import styles from "./atlas.module.css";
import { atlasTexts } from "./text";

export function Tabs() {
  const t = useTexts(atlasTexts);
  const can = useCan();
  const { pathname } = useLocation();
  const tabs = [
    { path: "/chains", name: t.tabs.chains },
    { path: "/chain-links", name: t.tabs.links },
    { path: "/paths", name: t.tabs.paths },
    ...(can("supply.read_firm_level") || can("supply.read_aggregate") ? [{ path: "/flows", name: t.tabs.flows }] : []),
    ...(can("supply.read_firm_level") ? [{ path: "/firm-network", name: t.tabs.network }] : []),
  ];
  return (
    <nav className={styles.tabs} aria-label={t.title}>
      {tabs.map((tab) => (
        <span key={tab.path} data-here={pathname === tab.path || undefined}>
          <Link to={tab.path}>{tab.name}</Link>
        </span>
      ))}
    </nav>
  );
}
