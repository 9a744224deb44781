// A template of each file: its header and fictional rows that are filled as they should be. Together they are a small
// dataset without a fault.
import { datasetFiles } from "./files";

const examples: Readonly<Record<string, readonly string[]>> = {
  "regions.csv": ["CHN,中国,China,,country,,", "320500,苏州,Suzhou,CHN,city,120.585,31.299"],
  "chains.csv": ["EXMP,示例产业链,Example chain,320500,2024,示例出处"],
  "products.csv": [
    "EXMP-01,示例材料,Example material,EXMP,upstream,C3985,",
    "EXMP-02,示例器件,Example device,EXMP,midstream,C3972,854231",
  ],
  "inputs.csv": ["EXMP-01,EXMP-02,1,,12.5,,示例出处"],
  "firms.csv": [
    "EXF-001,示例材料有限公司,Example Materials,,320500,C3985,250000000,supplier,CHN,,,1,示例出处",
    "EXF-002,示例器件有限公司,Example Devices,,320500,C3972,800000000,manufacturer,CHN,,,1,示例出处",
  ],
  "capabilities.csv": ["EXF-001,EXMP-01,320500,1200,950,qualified,30,85000,GB/T 22900,9,2024,示例出处,,S"],
  "supplies.csv": ["EXF-001,EXF-002,EXMP-01,25000000,21,示例出处"],
  "shares.csv": ["EXMP-01,EXF-001,20,25,中国市场,2024,示例出处,https://example.org/report,S"],
  "facts.csv": ["EXMP-01,import_share,60,70,1,%,中国,2024,示例出处,https://example.org/report,S,"],
  "fact_uses.csv": ["1,EXMP-01,import_share,中国,2024,external_dependence,CHN,,,,口径与区域一致"],
};

export function templateOf(file: string): string {
  const header = datasetFiles.find((one) => one.file === file)?.columns.join(",") ?? "";
  return [header, ...(examples[file] ?? []), ""].join("\r\n");
}
