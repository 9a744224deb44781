import { defineTexts } from "@/text";

export const whatIfTexts = defineTexts(
  {
    title: "推演：断供会怎样",
    run: (name: string, days: number) => `推演失去${name} ${days} 天`,
    hint: (days: number, draws: number) => `所有来源断供 ${days} 天，逐日推演，随机重复 ${draws} 次给出区间`,
    running: (part: string) => `正在推演 ${part}`,
    queued: "排队中",
    sentence: (name: string, days: number, worst: number, loss: string) =>
      `失去${name} ${days} 天 → 第 ${worst} 天最严重，全部产线产出 −${loss}`,
    harmless: (name: string, days: number) => `失去${name} ${days} 天：没有产线因此减产。`,
    band: (low: string, high: string) => `（80%：${low}–${high}）`,
    touched: (products: number, cities: number) => `；波及 ${products} 个产品、${cities} 个城市。`,
    firstStop: "最先停产：",
    stopDay: (day: number) => `第 ${day} 天`,
    products: "受影响产品（最低产出）",
    cities: "受影响城市（最低产出）",
    inLab: "到推演台改条件",
    keep: "存为推演",
    basis: (dataset: string, version: number) => `${dataset} v${version} · 库存、缺省规则同推演台`,
    missing: "缺少权限：scenario.run",
  },
  {
    title: "Simulated: what if it is lost",
    run: (name, days) => `Simulate ${days} days without ${name}`,
    hint: (days, draws) =>
      `nothing delivered from anywhere for ${days} days, day by day, repeated ${draws} times at random`,
    running: (part) => `Simulating ${part}`,
    queued: "queued",
    sentence: (name, days, worst, loss) =>
      `${days} days without ${name} → worst on day ${worst}, output of all lines −${loss}`,
    harmless: (name, days) => `${days} days without ${name}: no line makes less.`,
    band: (low, high) => ` (80%: ${low}–${high})`,
    touched: (products, cities) => `; ${products} products and ${cities} cities touched.`,
    firstStop: "First to stop: ",
    stopDay: (day) => `day ${day}`,
    products: "Products hit (lowest output)",
    cities: "Cities hit (lowest output)",
    inLab: "Change it in the lab",
    keep: "Keep as a run",
    basis: (dataset, version) => `${dataset} v${version} · stocks and rules as the lab's defaults`,
    missing: "Missing permission: scenario.run",
  },
);
