import type { Refused } from "../../state/order-actions.ts";
import { allows } from "../access.ts";
import type { Context, View } from "../context.ts";
import { accessDenied } from "../errors.ts";

/** What the caller did wrong, beside the payload: an expected outcome, not an error of the request. */
export interface UserError {
  field: string[] | null;
  message: string;
  code?: string;
}

export const wrong = (field: string[] | null, message: string, code?: string): UserError => ({
  field,
  message,
  ...(code !== undefined && { code }),
});

export const fromDesk = (refused: Refused, prefix: readonly string[] = []): UserError =>
  wrong([...prefix, ...refused.field], refused.message);

/** A mutation's payload: its values, and user errors of the type that the schema names there. */
export const payload = (
  typename: string,
  values: Readonly<Record<string, unknown>>,
  errorType: string,
  errors: readonly UserError[] = [],
  errorsField = "userErrors",
): View => ({
  __typename: typename,
  ...values,
  [errorsField]: errors.map((error) => ({
    __typename: errorType,
    code: null,
    extraInfo: null,
    elementIndex: null,
    ...error,
  })),
});

/** For mutations whose scope depends on the resource, which the published rules do not say. */
export function demandScope({ granted }: Context, field: string, scope: string): void {
  const rule = { text: `\`${scope}\` access scope.`, needs: [[scope]] };
  if (!allows(rule, granted)) throw accessDenied(field, rule.text);
}
