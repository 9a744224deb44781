// Colours, the only place that holds them: CSS variables, antd and charts all read from here.
export interface Palette {
  bg: string;
  surface: string;
  line: string;
  text1: string;
  text2: string;
  text3: string;
  primary: string;
  focus: string;
  interval: string;
  median: string;
  hatch: string;
  selected: string;
  hover: string;
  warn: string;
  sequential: readonly [string, string, string, string, string, string];
  runs: readonly [string, string, string, string];
  diverging: readonly [string, string, string];
}

export const light: Palette = {
  bg: "#FFFFFF",
  surface: "#F7F8FA",
  line: "#D9DDE3",
  text1: "#1F1F1F",
  text2: "#595959",
  text3: "#707070",
  primary: "#1D5FBF",
  focus: "#0B57D0",
  interval: "#3D6FB6",
  median: "#12305C",
  hatch: "#B8BEC6",
  selected: "#E8F0FB",
  hover: "#F2F5F9",
  warn: "#7A4B00",
  sequential: ["#EFF3F8", "#C9D8EA", "#9DBADB", "#6C98C8", "#3F74AE", "#1F4E85"],
  runs: ["#0B57D0", "#C2410C", "#0F766E", "#6B21A8"],
  diverging: ["#8A4B08", "#F2F2F2", "#1F4E85"],
};

export const dark: Palette = {
  bg: "#141A22",
  surface: "#1B232D",
  line: "#33404F",
  text1: "#E6EAF0",
  text2: "#A6B0BD",
  text3: "#97A2B0",
  primary: "#7FB2FF",
  focus: "#9CC4FF",
  interval: "#7FB2FF",
  median: "#E6EAF0",
  hatch: "#B8BEC6",
  selected: "#22344D",
  hover: "#1F2935",
  warn: "#F2C778",
  sequential: ["#1F4E85", "#3F74AE", "#6C98C8", "#9DBADB", "#C9D8EA", "#EFF3F8"],
  runs: ["#7FB2FF", "#FDA172", "#5EDBCB", "#CFA4F5"],
  diverging: ["#E0A35C", "#3A424D", "#7FB2FF"],
};

export const levels = ["red", "orange", "yellow", "blue"] as const;
export type Level = (typeof levels)[number];

/** Fill, the text on it, the border that is part of the mark, and the tint with its text. */
interface LevelColours {
  fill: string;
  on: string;
  border: string;
  tint: string;
  tintText: string;
}

const levelColours: Record<"light" | "dark", Record<Level, LevelColours>> = {
  light: {
    red: { fill: "#8F0E1E", on: "#FFFFFF", border: "#8F0E1E", tint: "#FDECEC", tintText: "#8F0E1E" },
    orange: { fill: "#BF5504", on: "#FFFFFF", border: "#9A4A00", tint: "#FFF1E2", tintText: "#8A3E00" },
    yellow: { fill: "#EDBE2A", on: "#1F1F1F", border: "#8A6D00", tint: "#FFF9DB", tintText: "#6B5200" },
    blue: { fill: "#CFE2FB", on: "#1F1F1F", border: "#2A66C8", tint: "#EAF2FE", tintText: "#1E4FA3" },
  },
  dark: {
    red: { fill: "#D8323D", on: "#FFFFFF", border: "#D8323D", tint: "#141A22", tintText: "#F08A91" },
    orange: { fill: "#F59A3C", on: "#141A22", border: "#F59A3C", tint: "#141A22", tintText: "#F59A3C" },
    yellow: { fill: "#FFEC8A", on: "#141A22", border: "#FFEC8A", tint: "#141A22", tintText: "#FFEC8A" },
    blue: { fill: "#6AA5F8", on: "#141A22", border: "#6AA5F8", tint: "#141A22", tintText: "#8CBBFA" },
  },
};

export const fonts = {
  zh: '"PingFang SC","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",system-ui,sans-serif',
  en: '"Segoe UI","Inter","Noto Sans","Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif',
};

/** Every token as a CSS variable: --bg, --text-1, --seq-1…6, --run-a…d, --red-fill … on the root element. */
export function applyTokens(theme: "light" | "dark", language: "zh" | "en") {
  const palette = theme === "dark" ? dark : light;
  const style = document.documentElement.style;
  const set = (name: string, value: string) => style.setProperty(`--${name}`, value);
  for (const [name, value] of Object.entries(palette)) {
    if (typeof value === "string") set(name.replace(/(\d)$/, "-$1"), value);
  }
  palette.sequential.forEach((value, i) => {
    set(`seq-${i + 1}`, value);
  });
  palette.runs.forEach((value, i) => {
    set(`run-${"abcd"[i]}`, value);
  });
  for (const level of levels) {
    for (const [part, value] of Object.entries(levelColours[theme][level])) {
      set(`${level}-${part === "tintText" ? "tint-text" : part}`, value);
    }
  }
  set("font", fonts[language]);
}
