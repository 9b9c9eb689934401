import type { PlainTerms } from "#app/domain/wording/terms-in-plain-words.ts";

/** Five lines. Nothing smaller is printed below them. */
export const Terms = ({ lines }: { lines: PlainTerms }) => (
  <ol className="terms">
    {lines.map(({ key, title, text }) => (
      <li key={key}>
        <div className="stack tight">
          <h3>{title}</h3>
          <p>{text}</p>
        </div>
      </li>
    ))}
  </ol>
);
