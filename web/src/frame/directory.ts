// Names of people, organisations and regions, for pages that show ids of them.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "@/api/hooks";
import { defineTexts, nameIn, useLanguage, useTexts } from "@/text";
import { useCan, useMe } from "./session";

/** A person, else an organisation, else a region. */
export interface Party {
  person?: string;
  organisation?: string;
  region?: string;
}

export const provinces = ["310000", "320000", "330000", "340000"] as const;
const names = defineTexts(
  { "310000": "上海", "320000": "江苏", "330000": "浙江", "340000": "安徽", nobody: "无人", platform: "平台" },
  {
    "310000": "Shanghai",
    "320000": "Jiangsu",
    "330000": "Zhejiang",
    "340000": "Anhui",
    nobody: "nobody",
    platform: "platform",
  },
);

/** 330100 lies in 330000. */
export function provinceOf(region: string): string {
  return region.length === 6 ? `${region.slice(0, 2)}0000` : "";
}

export function useDirectory() {
  const language = useLanguage();
  const t = useTexts(names);
  const can = useCan();
  const me = useMe();
  const people = useQuery({
    ...get("/api/v1/people", { query: { limit: 1000 } }),
    enabled: can("case.read"),
    staleTime: 60_000,
  });
  const organisations = useQuery({
    ...get("/api/v1/organisations", { query: { limit: 1000 } }),
    staleTime: 60_000,
  });
  return useMemo(() => {
    const persons = new Map((people.data?.items ?? []).map((one) => [one.id, one]));
    const organs = new Map((organisations.data?.items ?? []).map((one) => [one.id, one]));
    const person = (id: string) =>
      persons.get(id)?.full_name || (id === me.account.id ? me.account.full_name : "") || id;
    const organisation = (id: string) => {
      const one = organs.get(id);
      return one ? nameIn(language, one) : id;
    };
    const region = (code: string) => {
      const known = t[code as (typeof provinces)[number]];
      if (known) return known;
      const province = t[provinceOf(code) as (typeof provinces)[number]];
      return province ? `${province} ${code}` : code;
    };
    /** Where somebody belongs: of the region given, else of the organisation. */
    const regionOf = (party: Party) =>
      party.region ||
      organs.get(party.organisation || persons.get(party.person ?? "")?.organisation_id || "")?.region_code ||
      "";
    return {
      people: [...persons.values()],
      organisations: [...organs.values()],
      person,
      organisation,
      region,
      regionOf,
      party: (party: Party) =>
        party.person
          ? person(party.person)
          : party.organisation
            ? organisation(party.organisation)
            : party.region
              ? region(party.region)
              : t.nobody,
      platform: t.platform,
    };
  }, [people.data, organisations.data, language, t, me]);
}
export type Directory = ReturnType<typeof useDirectory>;
