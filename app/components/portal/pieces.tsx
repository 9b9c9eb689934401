import type { ReactNode } from "react";
import type { Instant } from "#app/domain/kernel/instant.ts";
import { formatDay } from "../format.ts";

export type Tone = "good" | "wait" | "bad" | "plain" | "brand";

const toneClass = (tone: Tone): string => (tone === "brand" ? "" : ` ${tone}`);

export const Tag = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`tag${toneClass(tone)}`}>{children}</span>
);

/** Something that the page has to say first. What went wrong is announced at once. */
export const Notice = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <div className={`notice${toneClass(tone)}`} role={tone === "bad" ? "alert" : "status"}>
    <div className="stack tight">{children}</div>
  </div>
);

/** What became of a form that was sent, if one was. */
export function SaveOutcome({ saved, refused }: { saved: boolean; refused: boolean }) {
  if (refused)
    return (
      <Notice tone="bad">
        <p>Some things need another look; they are marked below. Nothing was saved yet.</p>
      </Notice>
    );
  return saved ? (
    <Notice tone="good">
      <p>Saved.</p>
    </Notice>
  ) : null;
}

export const Empty = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="empty">
    <h2>{title}</h2>
    {children}
  </div>
);

/** A day in the zone of the shop that it is about. */
export const Day = ({ at, timeZone = "UTC" }: { at: Instant; timeZone?: string }) => (
  <time dateTime={new Date(at).toISOString()}>{formatDay(at, timeZone)}</time>
);

type FieldProps = { id: string; label: string; hint?: string; problem?: string | undefined; children: ReactNode };

/** A label above its control, what helps below it, what is wrong below that. */
export const Field = ({ id, label, hint, problem, children }: FieldProps) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    {children}
    {hint === undefined ? null : (
      <span className="hint" id={`${id}-hint`}>
        {hint}
      </span>
    )}
    {problem === undefined ? null : (
      <span className="problem" id={`${id}-problem`}>
        {problem}
      </span>
    )}
  </div>
);

/** Ties a control to what stands below it. */
export const described = (id: string, problem: string | undefined, hint = false) => ({
  id,
  name: id,
  "aria-invalid": problem !== undefined,
  "aria-describedby":
    [hint ? `${id}-hint` : null, problem === undefined ? null : `${id}-problem`].filter(Boolean).join(" ") || undefined,
});

export const Amount = ({ minus, children }: { minus: boolean; children: ReactNode }) => (
  <span className={minus ? "amount minus" : "amount"}>{children}</span>
);
