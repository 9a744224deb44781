// Who is signed in and what they may do. Permissions decide what is offered; the server decides what is allowed.
import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { request, setCsrfToken } from "@/api/client";
import type { ApiError } from "@/api/problem";
import type { components } from "@/api/schema";

export type Me = components["schemas"]["Me"];

export const meQuery = {
  queryKey: ["/api/v1/me"],
  queryFn: async (): Promise<Me> => {
    const { data } = await request("get", "/api/v1/me");
    setCsrfToken(data.csrf_token);
    return data;
  },
  retry: false,
  staleTime: 60_000,
} as const;

export function useMeQuery() {
  return useQuery<Me, ApiError>(meQuery);
}

export const MeContext = createContext<Me | undefined>(undefined);

/** The person signed in; only below the frame. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe outside the frame");
  return me;
}

/** Whether to offer something: can("case.create"). */
export function useCan(): (permission: string) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
