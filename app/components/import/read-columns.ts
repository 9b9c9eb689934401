import { FIELDS, type Columns, type Field } from "#app/domain/invitation/columns.ts";

/** Reads which column was chosen for each field (`column_email` …); null where nothing was: then they are guessed. */
export function readColumns(form: FormData): Columns | null {
  if (!FIELDS.some((field) => form.has(`column_${field}`))) return null;
  const column = (field: Field): number | null => {
    const text = String(form.get(`column_${field}`) ?? "");
    return /^\d{1,4}$/.test(text) ? Number(text) : null;
  };
  return {
    email: column("email"),
    name: column("name"),
    lastName: column("lastName"),
    code: column("code"),
    link: column("link"),
    rate: column("rate"),
  };
}
