// Small parts that the pages of the data area share.
import { Link } from "@/frame/Link";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./data.module.css";
import { datasetFiles, fileNamed } from "./files";
import { dataTexts } from "./text";

const places = ["", "/tables", "/import", "/versions", "/gaps", "/sources"] as const;
export type Place = (typeof places)[number];

/** The pages of the area, one line above the filters. */
export function AreaNav({ here }: { here: Place }) {
  const t = useTexts(dataTexts);
  const names: Record<Place, string> = {
    "": t.title,
    "/tables": t.tables,
    "/import": t.import,
    "/versions": t.versions,
    "/gaps": t.gaps,
    "/sources": t.sources,
  };
  return (
    <nav className={styles.nav} aria-label={t.title}>
      {places.map((place) =>
        place === here ? (
          <span key={place} aria-current="page">
            {names[place]}
          </span>
        ) : (
          <Link key={place} to={`/data${place}`}>
            {names[place]}
          </Link>
        ),
      )}
    </nav>
  );
}

export function FileName({ file }: { file: string }) {
  const language = useLanguage();
  const known = fileNamed(file);
  return (
    <>
      {known ? <b>{nameIn(language, { name_zh: known.zh, name_en: known.en })} </b> : null}
      <code className={styles.code}>{file}</code>
    </>
  );
}
export function useFileNames(): (file: string) => string {
  const language = useLanguage();
  return (file) => {
    const known = datasetFiles.find((one) => one.file === file);
    return known ? known[language] : file;
  };
}
