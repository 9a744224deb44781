// What the server finds wrong with a text, in Chinese: it tells in English, by a few fixed forms (exchange/yaml_values.h and
// the readers beside it). A form that is not known stays as it was told.
import type { Language } from "@/text";

const things: Record<string, string> = {
  product: "产品",
  firm: "企业",
  chain: "产业链",
  region: "地区",
  events: "冲击列表，没有则写 []",
  names: "名称列表",
  sources: "来源列表",
};
type Rule = [RegExp, (...parts: string[]) => string];
const rules: Rule[] = [
  [/^the id or name of an? (\w+) that exists$/, (kind) => `应为已有${things[kind] ?? kind}的编号或名称`],
  [/^an id: (\d+) records have this name \((.*)\)$/, (n, list) => `应写编号：有 ${n} 条记录同名（${list}）`],
  [/^did you mean "(.*)"\?$/, (word) => `是不是“${word}”？`],
  [/^expected one of (.*)$/, (list) => `应为其中之一：${list}`],
  [/^expected a loss above 0 and at most 1, or as "30%"$/, () => "损失应大于 0、不超过 1，或写成“30%”"],
  [/^expected a loss from 0 to 1, or as "30%"$/, () => "损失应在 0 到 1 之间，或写成“30%”"],
  [/^expected a share from 0 to 1, or as "5%"$/, () => "比例应在 0 到 1 之间，或写成“5%”"],
  [
    /^expected days (above|from) (\S+) to (\S+)(.*)$/,
    (open, low, high, more) => `天数应${open === "above" ? "大于" : "从"} ${low}、至 ${high}${more}`,
  ],
  [/^expected whole days from (\S+) to (\S+?)(,? .*)?$/, (low, high) => `应为 ${low} 到 ${high} 的整天数`],
  [/^expected a whole number from (\S+) to (\S+)$/, (low, high) => `应为 ${low} 到 ${high} 的整数`],
  [/^expected true or false$/, () => "应为 true 或 false"],
  [/^expected a text$/, () => "应为文字"],
  [/^expected a name: one line of at most (\d+) bytes$/, (n) => `名称应为一行，至多 ${n} 字节`],
  [
    /^expected an id: an ASCII letter.*at most (\d+).*$/,
    (n) => `编号应以英文字母开头，只含字母、数字、_ - .，至多 ${n} 个字符`,
  ],
  [/^expected a grade: (.*)$/, () => "等级应为 A、B、C、M 或 S"],
  [/^expected an address that begins with .*$/, () => "网址应以 https:// 或 http:// 开头"],
  [/^expected a list of (\w+)(?:, .*)?$/, (what) => `应为${things[what] ?? "列表"}`],
  [/^expected a mapping(?: with the keys (.*))?$/, (keys) => (keys ? `应为含这些键的映射：${keys}` : "应为映射")],
  [/^expected zh, en or both$/, () => "应写 zh、en 或两者"],
  [/^the key is missing$/, () => "缺少这个键"],
  [/^the target is empty$/, () => "范围为空"],
  [/^the list is empty$/, () => "列表为空"],
  [/^expected at least one name$/, () => "至少写一个名称"],
  [/^expected at least one of (.*)$/, (list) => `至少写其中之一：${list}`],
  [/^does not go with events of kind (\w+)$/, (kind) => `不适用于 ${kind} 类冲击`],
  [/^the event begins after the last day$/, () => "冲击晚于最后一天"],
  [/^expected a day before horizon_days, (\d+)$/, (n) => `应早于推演天数 ${n}`],
  [/^the key has no value$/, () => "键没有值"],
  [/^expected one, or no key$/, () => "应写值，或去掉这个键"],
  [/^expected (.*)$/, (rest) => `应为 ${rest}`],
];

export function faultWords(message: string, language: Language): string {
  if (language !== "zh") return message;
  const [, path, value, rest = ""] = /^(?:'([^']*)' )?(?:found "(.*?)": )?([\s\S]*)$/.exec(message) ?? [];
  const parts = rest.split("; ").map((part) => {
    for (const [form, say] of rules) {
      const found = form.exec(part.trim());
      if (found) return say(...found.slice(1));
    }
    return part;
  });
  return `${path ? `${path} ` : ""}${value === undefined ? "" : `写的是“${value}”，`}${parts.join("；")}`;
}
