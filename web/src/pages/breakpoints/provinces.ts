/** The provincial units of the Delta: three provinces and one municipality. */
export const provinceNames: Record<string, { zh: string; en: string }> = {
  "310000": { zh: "上海", en: "Shanghai" },
  "320000": { zh: "江苏", en: "Jiangsu" },
  "330000": { zh: "浙江", en: "Zhejiang" },
  "340000": { zh: "安徽", en: "Anhui" },
};
