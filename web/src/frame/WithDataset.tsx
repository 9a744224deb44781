// Pages that speak of a dataset: nothing is drawn before it is known which one.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { get } from "@/api/hooks";
import { useTexts } from "@/text";
import { useDataset } from "./dataset";
import { QueryState, StateBox } from "./states";
import { frameTexts } from "./texts";

export function WithDataset({ children }: { children: (name: string) => ReactNode }) {
  const t = useTexts(frameTexts);
  const datasets = useQuery(get("/api/v1/datasets"));
  const { name } = useDataset();
  return <QueryState query={datasets}>{() => (name ? children(name) : <StateBox title={t.noDataset} />)}</QueryState>;
}
