import { PartitionOutlined } from "@ant-design/icons";
import { defineArea } from "@/frame/areas";

export default defineArea({
  id: "governance",
  order: 75,
  group: 1,
  icon: PartitionOutlined,
  name: { zh: "链长制", en: "Governance" },
  permission: "governance.read",
  letter: "h",
  routes: [
    { path: "/governance", load: () => import("./Governance") },
    { path: "/governance/:chain", load: () => import("./ChainGovernance") },
  ],
});
