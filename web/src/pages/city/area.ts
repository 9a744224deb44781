import { defineArea } from "@/frame/areas";
import { isCityCode } from "@/pages/overview/tiles";

const pathOfCity = (code: string) => (isCityCode(code) ? `/cities/${code}` : undefined);

export default defineArea({
  id: "city",
  name: { zh: "城市", en: "City" },
  permission: "break_point.read",
  routes: [{ path: "/cities/:code", load: () => import("./City"), versioned: true }],
  objects: { city: pathOfCity, region: pathOfCity },
});
