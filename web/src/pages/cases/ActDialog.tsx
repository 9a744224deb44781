// The dialog of what is done to one case or several.
import { CommentDialog, DueDialog, MoveDialog, OwnerDialog } from "./dialogs";
import { StateDialog } from "./StateDialog";

export type What = "move" | "owner" | "state" | "due" | "comment";

export default function ActDialog({ what, ids, onClose }: { what: What; ids: readonly string[]; onClose: () => void }) {
  switch (what) {
    case "move":
      return <MoveDialog ids={ids} onClose={onClose} />;
    case "owner":
      return <OwnerDialog ids={ids} onClose={onClose} />;
    case "due":
      return <DueDialog ids={ids} onClose={onClose} />;
    case "comment":
      return <CommentDialog ids={ids} onClose={onClose} />;
    case "state":
      return <StateDialog id={ids[0]!} onClose={onClose} />;
  }
}
