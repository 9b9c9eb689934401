import {
  executeSync,
  getNamedType,
  GraphQLError,
  isAbstractType,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
} from "graphql";
import { allows, rulesFor } from "./access.ts";
import { bucketAt, MAX_QUERY_COST, spend, type ThrottleStatus } from "./bucket.ts";
import { demandPageSize } from "./connection.ts";
import type { Caller, Context, Executed, Field, View } from "./context.ts";
import { queryCost } from "./cost.ts";
import { accessDenied, inputTooLong, notImplemented, throttled, tooExpensive, type ApiError } from "./errors.ts";
import { mutationRoot } from "./mutation-root.ts";
import { prepare, type ApiRequest } from "./prepare.ts";
import { queryRoot } from "./query-root.ts";

export interface ApiReply {
  data?: unknown;
  errors?: ApiError[];
  extensions?: {
    cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: ThrottleStatus };
  };
}

/** Answers one request: validated, paid for out of the bucket, and only then executed. */
export function answer(caller: Caller, request: ApiRequest): ApiReply {
  const prepared = prepare(caller, request);
  if (prepared.kind === "refused") return { errors: prepared.errors };
  const { document, operation, variables } = prepared;
  const { schema } = caller.admin;
  const { plan } = caller.shop;
  const now = caller.world.clock.machine();

  const requestedQueryCost = queryCost(schema, document, operation, variables);
  const status = bucketAt(caller.app, plan, now);
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

  spend(caller.app, plan, now, requestedQueryCost);
  const { data, errors } = run(caller, document, operation, request.variables ?? {});
  const actualQueryCost = queryCost(schema, document, operation, variables, data ?? {});
  const throttleStatus = spend(caller.app, plan, now, actualQueryCost - requestedQueryCost);
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors }),
    extensions: { cost: { requestedQueryCost, actualQueryCost, throttleStatus } },
  };
}

function run(
  caller: Caller,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  bulk = false,
): Executed {
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const context: Context = {
    ...caller,
    bulk,
    runInBulk: (inner, definition) => run(caller, inner, definition, {}, true),
  };
  const result = executeSync({
    schema: caller.admin.schema,
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
  demandShortLists(args);
  if (!context.bulk && getNamedType(info.returnType).name.endsWith("Connection")) demandPageSize(args);
  const name = `${info.parentType.name}.${info.fieldName}`;
  const own = source[info.fieldName];
  const value = typeof own === "function" ? (own as Field)(args as never, context, info) : own;
  if (value === undefined) throw notImplemented(name);
  const named = getNamedType(info.returnType);
  if (isAbstractType(named) && value !== null) demandAccessOf(context, info, [value].flat() as (View | null)[]);
  return value;
};

const MAX_INPUT = 250;

/** At any depth of the arguments. */
function demandShortLists(value: unknown): void {
  if (Array.isArray(value) && value.length > MAX_INPUT) throw inputTooLong(value.length, MAX_INPUT);
  if (value === null || typeof value !== "object" || value instanceof Date) return;
  for (const inner of Object.values(value)) demandShortLists(inner);
}

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
