// Names of products by their ids, from the ranking that other pages keep too.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { rankingQuery } from "@/pages/breakpoints/queries";
import { nameIn, useLanguage } from "@/text";

export function useNames(dataset: string): (id: string) => string {
  const language = useLanguage();
  const ranking = useQuery({ ...rankingQuery(dataset), enabled: dataset !== "" });
  return useMemo(() => {
    const names = new Map(ranking.data?.rows.map((row) => [row.id, nameIn(language, row)]));
    return (id) => names.get(id) ?? id;
  }, [ranking.data, language]);
}
