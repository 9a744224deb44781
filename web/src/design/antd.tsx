// antd in our colours, sizes and language.
import { ConfigProvider, theme } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import { type ReactNode, useLayoutEffect, useMemo } from "react";
import { useIsDark, useSettings } from "@/frame/settings";
import { ToastProvider } from "@/frame/toast";
import { applyTokens, dark, fonts, light } from "./tokens";

export function DesignProvider({ children }: { children: ReactNode }) {
  const { language, textSize } = useSettings();
  const isDark = useIsDark();
  useLayoutEffect(() => applyTokens(isDark ? "dark" : "light", language), [isDark, language]);
  const config = useMemo(() => {
    const palette = isDark ? dark : light;
    const scale = textSize / 100;
    return {
      algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
      token: {
        colorPrimary: isDark ? "#5B9BF5" : palette.primary,
        // White on it stays readable while the pointer is over it.
        colorPrimaryHover: isDark ? "#7FB2FF" : "#174C99",
        colorLink: palette.primary,
        colorText: palette.text1,
        colorTextSecondary: palette.text2,
        colorTextTertiary: palette.text3,
        colorTextPlaceholder: palette.text3,
        colorBgBase: palette.bg,
        colorBgContainer: palette.bg,
        colorBgElevated: isDark ? "#222C38" : "#FFFFFF",
        colorBgLayout: palette.surface,
        colorBorder: isDark ? "#4A5A6C" : "#B9C0CA",
        colorBorderSecondary: palette.line,
        colorSplit: palette.line,
        borderRadius: 4,
        fontFamily: fonts[language],
        fontSize: 14 * scale,
        controlHeight: 32 * scale,
        controlHeightSM: 28 * scale,
        motionDurationMid: "0.12s",
        motionDurationSlow: "0.16s",
        boxShadow: "0 4px 16px rgba(0,0,0,.16)",
        boxShadowSecondary: "0 4px 16px rgba(0,0,0,.16)",
      },
      components: {
        Button: {
          contentFontSizeSM: 13 * scale,
          primaryShadow: "none",
          defaultShadow: "none",
          primaryColor: isDark ? "#0B1118" : "#FFFFFF",
        },
      },
    };
  }, [isDark, language, textSize]);
  return (
    <ConfigProvider
      locale={language === "zh" ? zh : en}
      theme={config}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <ToastProvider>{children}</ToastProvider>
    </ConfigProvider>
  );
}
