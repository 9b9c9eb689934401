import type { z } from "zod";

/** By field: what is wrong and what would be right. */
export type FieldProblems<Form> = Partial<Record<keyof Form, string>>;

/** The first problem of each field of a form. */
export function problemsByField<Form>(error: z.ZodError<Form>): FieldProblems<Form> {
  const problems: FieldProblems<Form> = {};
  for (const { path, message } of error.issues) problems[path[0] as keyof Form] ??= message;
  return problems;
}
