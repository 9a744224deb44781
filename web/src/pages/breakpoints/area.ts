import { ApartmentOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";
import { rankingQuery } from "./queries";

export default defineArea({
  id: "breakpoints",
  order: 30,
  group: 1,
  icon: ApartmentOutlined,
  name: { zh: "断点", en: "Break points" },
  permission: "break_point.read",
  letter: "b",
  routes: [
    {
      path: "/breakpoints",
      load: () => import("./BreakPoints"),
      versioned: true,
      reads: ({ dataset }, read) => {
        if (dataset) void read(rankingQuery(dataset));
      },
    },
    { path: "/breakpoints/:kind/:id", load: () => import("./BreakPointDetail"), versioned: true },
  ],
  objects: {
    product: (id) => `/breakpoints/product/${id}`,
    firm: (id) => `/breakpoints/firm/${id}`,
    break_point: (id) => `/breakpoints/product/${id}`,
  },
});
