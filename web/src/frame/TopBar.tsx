import {
  BellOutlined,
  MoonOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
  SunOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popover, Segmented, Switch } from "antd";
import { request, setCsrfToken } from "@/api/client";
import { get, refresh } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { nameIn, useLanguage, useTexts } from "@/text";
import { areaPath, areas, pathOf } from "./areas";
import { Link } from "./Link";
import { useCan, useMe } from "./session";
import { settingsStore, useIsDark, useSettings } from "./settings";
import { clearShelf } from "./shelf";
import styles from "./shell.module.css";
import { frameTexts } from "./texts";

export function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M2 4h11v5h4v6h-4v5H2z" fill="#1D5FBF" />
      <path d="M22 4v16h-7.5v-3.5h4v-9h-4V4z" fill="#7FB2FF" />
    </svg>
  );
}

export function LanguageAndTheme() {
  const t = useTexts(frameTexts);
  const { language } = useSettings();
  const isDark = useIsDark();
  return (
    <>
      <Button
        type="text"
        title={t.languageHint}
        onClick={() => settingsStore.set({ language: language === "zh" ? "en" : "zh" })}
      >
        <span lang={language === "zh" ? "en" : "zh-CN"}>{t.language}</span>
      </Button>
      <Button
        type="text"
        icon={isDark ? <SunOutlined /> : <MoonOutlined />}
        aria-label={isDark ? t.themes.light : t.themes.dark}
        title={isDark ? t.themes.light : t.themes.dark}
        onClick={() => settingsStore.set({ theme: isDark ? "light" : "dark" })}
      />
    </>
  );
}

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const t = useTexts(frameTexts);
  return (
    <header className={`${styles.top} no-print`}>
      <Link to="/" className={styles.brand}>
        <Mark />
        {t.appName}
      </Link>
      <button type="button" className={styles.searchButton} onClick={onSearch}>
        <SearchOutlined />
        <span className={styles.searchWords}>{t.search}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className={styles.tools}>
        <Notices />
        <LanguageAndTheme />
        <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t.keys} title={t.keys} onClick={onHelp} />
        <PersonMenu />
      </div>
    </header>
  );
}

function Notices() {
  const t = useTexts(frameTexts);
  const language = useLanguage();
  const client = useQueryClient();
  const { data } = useQuery(get("/api/v1/me/notifications", { query: { limit: 20 } }));
  const read = async (id: number) => {
    await request("post", "/api/v1/me/notifications/{id}/read", { path: { id } });
    await refresh(client, ["/api/v1/me/notifications"]);
  };
  const unread = data?.unread ?? 0;
  const all = areas.some((area) => area.id === "me") ? "/notifications" : undefined;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <ul className={styles.noticeList}>
          {data?.items.map((notice) => {
            const path = notice.case_id ? pathOf("case", notice.case_id) : undefined;
            const words = language === "zh" ? notice.text_zh : notice.text_en;
            return (
              <li key={notice.id} data-unread={!notice.read || undefined}>
                {path ? <Link to={path}>{words}</Link> : words}
                <div className="caption">
                  <time dateTime={notice.made}>{dateTime(notice.made)}</time>{" "}
                  {notice.read ? null : (
                    <Button size="small" type="link" onClick={() => void read(notice.id)}>
                      {t.markRead}
                    </Button>
                  )}
                </div>
              </li>
            );
          })}
          {data?.items.length ? null : <li>{t.noticesNone}</li>}
          {all ? (
            <li>
              <Link to={all}>{t.noticesAll}</Link>
            </li>
          ) : null}
        </ul>
      }
    >
      <Button type="text" aria-label={`${t.notices} ${t.unread(unread)}`} title={t.notices}>
        <BellOutlined />
        {unread > 0 ? (
          <span className={styles.unread} aria-hidden="true">
            {unread > 99 ? "99+" : unread}
          </span>
        ) : null}
      </Button>
    </Popover>
  );
}

function PersonMenu() {
  const t = useTexts(frameTexts);
  const language = useLanguage();
  const me = useMe();
  const client = useQueryClient();
  const settings = useSettings();
  const own = areaPath("me", useCan());
  const leave = async () => {
    await request("post", "/api/v1/sign-out").catch(() => undefined);
    setCsrfToken(null);
    await clearShelf();
    client.clear();
    location.assign("/");
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className={styles.menuBlock}>
          <h3>{me.account.full_name}</h3>
          <p className="caption">
            {me.account.name}
            {me.organisation ? ` · ${nameIn(language, me.organisation)}` : ""}
          </p>
          <p className="caption">{me.roles.map((role) => nameIn(language, role)).join(" · ")}</p>
          <dl>
            <dt>{t.theme}</dt>
            <dd>
              <Segmented
                size="small"
                value={settings.theme}
                options={(["system", "light", "dark"] as const).map((value) => ({ value, label: t.themes[value] }))}
                onChange={(theme) => settingsStore.set({ theme })}
              />
            </dd>
            <dt>{t.textSize}</dt>
            <dd>
              <Segmented
                size="small"
                value={settings.textSize}
                options={([100, 112, 125] as const).map((value) => ({ value, label: `${value}%` }))}
                onChange={(textSize) => settingsStore.set({ textSize })}
              />
            </dd>
            <dt id="letter-keys">{t.letterKeys}</dt>
            <dd>
              <Switch
                size="small"
                aria-labelledby="letter-keys"
                checked={settings.letterKeys}
                onChange={(letterKeys) => settingsStore.set({ letterKeys })}
              />
            </dd>
          </dl>
          {own ? <Link to={own}>{t.ownAccount}</Link> : null}
          <Button block onClick={() => void leave()}>
            {t.signOut}
          </Button>
        </div>
      }
    >
      <Button type="text" icon={<UserOutlined />} title={me.account.full_name || me.account.name}>
        <span className={styles.person}>{me.account.full_name || me.account.name}</span>
      </Button>
    </Popover>
  );
}
