import {
  executeSync,
  getNamedType,
  getVariableValues,
  GraphQLError,
  isAbstractType,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
} from "graphql";
import { allows, rulesFor } from "./access.ts";
import { bucketAt, MAX_QUERY_COST, spend, type ThrottleStatus } from "./bucket.ts";
import { demandPageSize } from "./connection.ts";
import type { Context, Field, View } from "./context.ts";
import { queryCost } from "./cost.ts";
import { accessDenied, notImplemented, throttled, tooExpensive, type ApiError } from "./errors.ts";
import { mutationRoot } from "./mutation-root.ts";
import { queryRoot } from "./query-root.ts";
import { wordSyntaxError, wordValidationError, wordVariableError } from "./validation.ts";

export interface ApiRequest {
  query: string;
  variables?: Readonly<Record<string, unknown>> | null;
  operationName?: string | null;
}

export interface ApiReply {
  data?: unknown;
  errors?: ApiError[];
  extensions?: {
    cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: ThrottleStatus };
  };
}

export type Prepared =
  | { kind: "ready"; document: DocumentNode; operation: OperationDefinitionNode; variables: Record<string, unknown> }
  | { kind: "refused"; errors: ApiError[] };

/** Documents are few and repeated: each is parsed and validated once. */
const validated = new Map<string, { document: DocumentNode; errors: ApiError[] }>();
const MAX_KEPT = 500;

function check(context: Context, query: string): { document: DocumentNode; errors: ApiError[] } {
  const known = validated.get(query);
  if (known) return known;
  const document = parse(query);
  const errors = validate(context.admin.schema, document).map((error) => wordValidationError(document, error));
  if (validated.size >= MAX_KEPT) validated.clear();
  const result = { document, errors };
  validated.set(query, result);
  return result;
}

export function prepare(context: Context, request: ApiRequest): Prepared {
  let checked;
  try {
    checked = check(context, request.query);
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
  const read = getVariableValues(context.admin.schema, operation.variableDefinitions ?? [], request.variables ?? {});
  if (read.errors) return { kind: "refused", errors: read.errors.map(wordVariableError) };
  return { kind: "ready", document, operation, variables: read.coerced };
}

/** Answers one request: validated, paid for out of the bucket, and only then executed. */
export function answer(context: Context, request: ApiRequest): ApiReply {
  const prepared = prepare(context, request);
  if (prepared.kind === "refused") return { errors: prepared.errors };
  const { document, operation, variables } = prepared;
  const { schema } = context.admin;
  const { plan } = context.shop;
  const now = context.world.clock.machine();

  const requestedQueryCost = queryCost(schema, document, operation, variables);
  const status = bucketAt(context.app, plan, now);
  const refusal =
    requestedQueryCost > MAX_QUERY_COST
      ? tooExpensive(requestedQueryCost, MAX_QUERY_COST)
      : requestedQueryCost > status.currentlyAvailable
        ? throttled()
        : null;
  if (refusal)
    return {
      errors: [refusal],
      extensions: { cost: { requestedQueryCost, actualQueryCost: null, throttleStatus: status } },
    };

  spend(context.app, plan, now, requestedQueryCost);
  const { data, errors } = run(context, document, operation, request.variables ?? {});
  const actualQueryCost = queryCost(schema, document, operation, variables, data ?? {});
  const throttleStatus = spend(context.app, plan, now, actualQueryCost - requestedQueryCost);
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors }),
    extensions: { cost: { requestedQueryCost, actualQueryCost, throttleStatus } },
  };
}

/** Executes without paying: bulk operations do, which have no cost limit. */
export function run(
  context: Context,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): { data?: Record<string, unknown> | null; errors?: ApiError[] } {
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const result = executeSync({
    schema: context.admin.schema,
    document,
    rootValue: isMutation ? mutationRoot : queryRoot,
    contextValue: context,
    variableValues: variables,
    operationName: operation.name?.value,
    fieldResolver: resolveField,
    typeResolver: (value) => typeName(value as View),
  });
  return {
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors && { errors: result.errors.map(asApiError) }),
  };
}

/** An error that no field raised on purpose is a bug of the sandbox: it must not pass for an answer. */
function asApiError(error: GraphQLError): ApiError {
  if (error.originalError && !(error.originalError instanceof GraphQLError)) throw error.originalError;
  const { message, locations, path, extensions } = error.toJSON();
  return {
    message,
    locations: locations?.map(({ line, column }) => ({ line, column })) ?? [],
    path: [...(path ?? [])],
    ...(extensions && { extensions }),
  };
}

const typeName = ({ __typename }: View): string => __typename;

const resolveField: GraphQLFieldResolver<View, Context> = (source, args, context, info) => {
  demandAccess(context, info);
  if (!context.bulk && getNamedType(info.returnType).name.endsWith("Connection")) demandPageSize(args);
  const name = `${info.parentType.name}.${info.fieldName}`;
  const own = source[info.fieldName];
  const value = typeof own === "function" ? (own as Field)(args as never, context, info) : own;
  if (value === undefined) throw notImplemented(name);
  const named = getNamedType(info.returnType);
  if (isAbstractType(named) && value !== null) demandAccessOf(context, info, [value].flat() as (View | null)[]);
  return value;
};

function demandAccess(context: Context, info: GraphQLResolveInfo): void {
  for (const rule of rulesFor(context.admin.scopes, info.parentType.name, info.fieldName, info.returnType))
    if (!allows(rule, context.granted)) throw accessDenied(info.fieldName, rule.text);
}

function demandAccessOf(context: Context, info: GraphQLResolveInfo, views: readonly (View | null)[]): void {
  for (const view of views) {
    const rule = view ? context.admin.scopes[typeName(view)] : undefined;
    if (rule && !allows(rule, context.granted)) throw accessDenied(info.fieldName, rule.text);
  }
}
