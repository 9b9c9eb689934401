import {
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
} from "graphql";
import type { Caller } from "./context.ts";
import type { ApiError } from "./errors.ts";
import { wordSyntaxError, wordValidationError, wordVariableError } from "./validation.ts";

export interface ApiRequest {
  query: string;
  variables?: Readonly<Record<string, unknown>> | null;
  operationName?: string | null;
}

export type Prepared =
  | { kind: "ready"; document: DocumentNode; operation: OperationDefinitionNode; variables: Record<string, unknown> }
  | { kind: "refused"; errors: ApiError[] };

/** Documents are few and repeated: each is parsed and validated once. */
const validated = new Map<string, { document: DocumentNode; errors: ApiError[] }>();
const MAX_KEPT = 500;

function check({ admin }: Pick<Caller, "admin">, query: string): { document: DocumentNode; errors: ApiError[] } {
  const known = validated.get(query);
  if (known) return known;
  const document = parse(query);
  const errors = validate(admin.schema, document).map((error) => wordValidationError(document, error));
  if (validated.size >= MAX_KEPT) validated.clear();
  const result = { document, errors };
  validated.set(query, result);
  return result;
}

export function prepare({ admin }: Pick<Caller, "admin">, request: ApiRequest): Prepared {
  let checked;
  try {
    checked = check({ admin }, request.query);
  } catch (error) {
    if (error instanceof GraphQLError) return { kind: "refused", errors: [wordSyntaxError(error)] };
    throw error;
  }
  if (checked.errors.length > 0) return { kind: "refused", errors: checked.errors };
  const { document } = checked;
  const operations = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  const operation = request.operationName
    ? operations.find((d) => d.name?.value === request.operationName)
    : operations.length === 1
      ? operations[0]
      : undefined;
  if (!operation) {
    const message = request.operationName
      ? `No operation named "${request.operationName}"`
      : "An operation name is required";
    return { kind: "refused", errors: [{ message }] };
  }
  const read = getVariableValues(admin.schema, operation.variableDefinitions ?? [], request.variables ?? {});
  if (read.errors) return { kind: "refused", errors: read.errors.map(wordVariableError) };
  return { kind: "ready", document, operation, variables: read.coerced };
}
