// The history of a case as lines that people read: names instead of ids.

import { useDirectory } from "@/frame/directory";
import { useLanguage, useTexts } from "@/text";
import { useFieldWords } from "./FieldInput";
import type { CaseDetail, ProcessForm } from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

type Line = CaseDetail["history"][number];

/** Reminders, notices and the clock: what the platform did about what people did. */
export function isBackground(line: Line): boolean {
  return ["due_started", "due_stopped", "reminded", "notification_asked", "recompute_asked"].includes(line.event);
}

/** “owner li@bureau-js@320000” as the server writes it. */
export function readParty(text: string): { relation: string; person: string; organisation: string; region: string } {
  const space = text.indexOf(" ");
  const [person = "", organisation = "", region = ""] = text.slice(space + 1).split("@");
  return { relation: text.slice(0, space), person, organisation, region };
}

export function useHistoryWords(form: ProcessForm | undefined) {
  const language = useLanguage();
  const t = useTexts(caseTexts);
  const directory = useDirectory();
  const words = useFieldWords();
  const quoted = (text: string) => (language === "zh" ? `“${text}”` : `“${text}”`);
  const named = (list: readonly { id: string; zh: string; en: string }[] | undefined, id: string) => {
    const one = list?.find((each) => each.id === id);
    return one ? nameOf(language, one) : id;
  };
  const about = (line: Line): string => {
    switch (line.event) {
      case "opened": {
        const [, state = ""] = line.about.split(" ");
        return named(form?.states, state);
      }
      case "field_filled": {
        const at = line.about.indexOf(" = ");
        const id = line.about.slice(0, at);
        const field = form?.fields.find((one) => one.id === id);
        const value = line.about.slice(at + 3);
        return `${named(form?.fields, id)}${language === "zh" ? "：" : ": "}${value === "" ? t.empty : words(field, value)}`;
      }
      case "person_assigned":
      case "person_released": {
        const party = readParty(line.about);
        return `${named(form?.relations, party.relation)}${language === "zh" ? "：" : ": "}${directory.party(party)}`;
      }
      case "moved": {
        const match = /^(\S+): (\S+) → (\S+)$/.exec(line.about);
        if (!match) return line.about;
        const step = quoted(named(form?.transitions, match[1]!));
        const [from, to] = [named(form?.states, match[2]!), named(form?.states, match[3]!)];
        return from === to ? step : `${step} ${from} → ${to}`;
      }
      case "proposed":
      case "signed":
      case "approved":
      case "proposal_ended": {
        const [id = "", ...rest] = line.about.split(": ");
        return [quoted(named(form?.transitions, id)), ...rest].join(" ");
      }
      case "due_started":
      case "due_stopped":
      case "reminded": {
        const [id = "", day = ""] = line.about.split(" ");
        return `${named(form?.dues, id)} ${day}`.trim();
      }
      case "notification_asked": {
        const match = /^(\S+) \((\S+)\)$/.exec(line.about);
        return match ? `${named(form?.relations, match[1]!)} (${named(form?.transitions, match[2]!)})` : line.about;
      }
      case "entry_added": {
        const [kind = "", ...rest] = line.about.split(" ");
        const found = form?.entries.find((one) => one.id === kind);
        return found ? `${nameOf(language, found)} ${rest.join(" ")}`.trim() : line.about;
      }
      default:
        return line.about;
    }
  };
  return (line: Line) => ({
    who: line.platform ? directory.platform : directory.person(line.person),
    what: t.events[line.event as keyof typeof t.events] ?? line.event,
    about: about(line),
  });
}
