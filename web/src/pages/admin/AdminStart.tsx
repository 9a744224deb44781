import { Navigate } from "react-router";
import { useOfferedTabs } from "./AdminPage";

export default function AdminStart() {
  return <Navigate to={`/admin/${useOfferedTabs()[0]!.id}`} replace />;
}
