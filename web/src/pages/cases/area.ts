import { CheckSquareOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";
import { casesQuery } from "./reads";

export default defineArea({
  id: "cases",
  order: 70,
  group: 1,
  icon: CheckSquareOutlined,
  name: { zh: "督办", en: "Cases" },
  permission: "case.read",
  letter: "w",
  routes: [
    { path: "/cases", load: () => import("./Cases"), reads: (_, read) => void read(casesQuery(true)) },
    { path: "/cases/:id", load: () => import("./CasePage") },
    { path: "/my", load: () => import("./MyWork"), reads: (_, read) => void read(casesQuery(true)) },
  ],
  objects: { case: (id) => `/cases/${id}` },
});
