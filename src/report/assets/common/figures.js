// Figures the way src/report/figures.cpp prints them: three significant digits in both languages, ties away from zero.

const MINUS = "\u2212";

// Digits and exponent of ten: value = digits * 10^(exponent - 2). toExponential works on the exact value.
function threeDigits(size) {
  if (size === 0) return [0, 0];
  const [mantissa, exponent] = size.toExponential(2).split("e");
  return [Math.round(+mantissa * 100), +exponent];
}
function decimalText(digits, power) {
  let text = String(digits);
  if (power >= 0) return text + "0".repeat(power);
  text = text.padStart(1 - power, "0");
  return text.slice(0, text.length + power) + "." + text.slice(text.length + power);
}
const grouped = (whole) => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");

// [text, scale word] of a number in one language.
function scaledParts(size, chinese) {
  const [digits, exponent] = threeDigits(size);
  if (size < 9999.5) {
    if (digits === 0) return ["0", ""];
    return [exponent < 2 ? decimalText(digits, exponent - 2) : grouped(Math.floor(size + 0.5)), ""];
  }
  const scales = chinese ? [[4, "万"], [8, "亿"], [12, "万亿"]] : [[3, "k"], [6, "m"], [9, "bn"], [12, "trn"]];
  const [power, text] = scales.filter(([p]) => exponent >= p).pop();
  return [decimalText(digits, exponent - 2 - power), text];
}
function scaledFigure(value, chinese = zh()) {
  if (!Number.isFinite(value)) return "—";
  const [text, scale] = scaledParts(Math.abs(value), chinese);
  return (value < 0 && text !== "0" ? MINUS : "") + text + (scale ? " " + scale : "");
}
function moneyFigure(value, currency = data.currency, chinese = zh()) {
  const text = scaledFigure(value, chinese);
  if (!currency || !Number.isFinite(value)) return text;
  if (!chinese) return currency + " " + text;
  return currency === "CNY" ? text + (text.includes(" ") ? "元" : " 元") : text + " " + currency;
}

function percentOfSize(size) {
  if (size === 0) return "0%";
  const [digits, exponent] = threeDigits(size);
  return (exponent >= 0 ? decimalText(digits, exponent - 2) : decimalText(Math.floor(size * 100 + 0.5), -2)) + "%";
}
const isTiny = (share) => share !== 0 && Math.abs(share) * 100 < 0.01;
function percentFigure(share) {
  if (!Number.isFinite(share)) return "—";
  if (isTiny(share)) return share < 0 ? "≈0%" : "<0.01%";
  return (share < 0 ? MINUS : "") + percentOfSize(Math.abs(share) * 100);
}
function changeFigure(share) {
  if (!Number.isFinite(share)) return "—";
  if (share === 0) return "0%";
  if (isTiny(share)) return "≈0%";
  return (share < 0 ? MINUS : "+") + percentOfSize(Math.abs(share) * 100);
}

// One unit for a whole column or axis.
function columnScale(largest, chinese = zh()) {
  const size = Number.isFinite(largest) ? Math.abs(largest) : 0;
  const power = (chinese ? [4, 8, 12] : [3, 6, 9, 12]).filter((p) => size >= 10 ** p).pop() || 0;
  return { power, decimals: size / 10 ** power >= 99.95 ? 1 : 2 };
}
function columnUnit(scale, currency = data.currency, chinese = zh()) {
  const text = chinese ? ["", "万", "亿", "万亿"][scale.power / 4] : ["", "k", "m", "bn", "trn"][scale.power / 3];
  if (!currency) return text;
  if (!chinese) return currency + (text ? " " + text : "");
  return currency === "CNY" ? text + "元" : text + (text ? " " : "") + currency;
}
function columnFigure(value, scale) {
  if (!Number.isFinite(value)) return "—";
  if (value === 0) return "0";
  const shift = 10 ** scale.decimals, rounded = Math.floor(Math.abs(value) / 10 ** scale.power * shift + 0.5);
  const sign = value < 0 ? MINUS : "";
  if (rounded === 0) return value < 0 ? "≈0" : "<" + decimalText(1, -scale.decimals);
  const whole = Math.floor(rounded / shift);
  return sign + grouped(whole) + "." + String(rounded - whole * shift).padStart(scale.decimals, "0");
}
