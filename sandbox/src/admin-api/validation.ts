/** Turns the complaints of graphql-js into the form of Shopify's server (which is written in Ruby and words them its own way). */
import { Kind, type DocumentNode, type GraphQLError } from "graphql";
import type { ApiError } from "./errors.ts";

interface Wording {
  pattern: RegExp;
  code: string;
  say: (...parts: string[]) => string;
  extensions?: (...parts: string[]) => Record<string, string>;
}

const WORDINGS: readonly Wording[] = [
  {
    pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
    code: "undefinedField",
    say: (field, type) => `Field '${field}' doesn't exist on type '${type}'`,
    extensions: (fieldName = "", typeName = "") => ({ typeName, fieldName }),
  },
  {
    pattern: /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    code: "argumentNotAccepted",
    say: (argument, field) => `Field '${field}' doesn't accept argument '${argument}'`,
    extensions: (argumentName = "", name = "") => ({ name, typeName: "Field", argumentName }),
  },
  {
    pattern: /^Field "(\w+)" argument "(\w+)" of type ".+" is required/,
    code: "missingRequiredArguments",
    say: (field, argument) => `Field '${field}' is missing required arguments: ${argument}`,
    extensions: (name = "", argument = "") => ({ className: "Field", name, arguments: argument }),
  },
  {
    pattern: /^Field "(\w+)" of type "(.+?)" must have a selection of subfields/,
    code: "selectionMismatch",
    say: (field, type) =>
      `Field must have selections (field '${field}' returns ${type} but has no selections. Did you mean '${field} { ... }'?)`,
  },
  {
    pattern: /^Variable "\$(\w+)" is never used(?: in operation "(\w+)")?/,
    code: "variableNotUsed",
    say: (variable, operation) => `Variable $${variable} is declared by ${operation || "anonymous query"} but not used`,
    extensions: (variableName = "") => ({ variableName }),
  },
  {
    pattern: /^Variable "\$(\w+)" is not defined(?: by operation "(\w+)")?/,
    code: "variableNotDefined",
    say: (variable, operation) => `Variable $${variable} is used by ${operation || "anonymous query"} but not declared`,
    extensions: (variableName = "") => ({ variableName }),
  },
  {
    pattern: /^Variable "\$(\w+)" of type "(.+?)" used in position expecting type "(.+?)"/,
    code: "variableMismatch",
    say: (variable, given, wanted) => `Type mismatch on variable $${variable} (${given} / ${wanted})`,
    extensions: (variableName = "") => ({ variableName }),
  },
  {
    pattern: /^Unknown type "(\w+)"/,
    code: "undefinedType",
    say: (type) => `${type} isn't a defined type`,
    extensions: (typeName = "") => ({ typeName }),
  },
  {
    pattern: /^Unknown directive "@(\w+)"/,
    code: "undefinedDirective",
    say: (directive) => `Directive @${directive} is not defined`,
    extensions: (directiveName = "") => ({ directiveName }),
  },
  {
    pattern: /^Field "(\w+)" is not defined by type "(\w+)"/,
    code: "argumentNotAccepted",
    say: (field, type) => `InputObject '${type}' doesn't accept argument '${field}'`,
    extensions: (argumentName = "", name = "") => ({ name, typeName: "InputObject", argumentName }),
  },
  {
    pattern: /^Field "(\w+)\.(\w+)" of required type "(.+?)" was not provided/,
    code: "missingRequiredInputObjectAttribute",
    say: (type, field, wanted) => `Argument '${field}' on InputObject '${type}' is required. Expected type ${wanted}`,
  },
];

/** Where in the document an error stands: "query", the operation's name, then the fields down to it. */
function pathTo(document: DocumentNode, error: GraphQLError): string[] {
  const operation = document.definitions.find((d) => d.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const head = operation.name ? `${operation.operation} ${operation.name.value}` : operation.operation;
  const start = error.nodes?.[0]?.loc?.start ?? -1;
  const names: string[] = [];
  let set = operation.selectionSet;
  for (;;) {
    const inside = set.selections.find((s) => s.loc && s.loc.start <= start && start < s.loc.end);
    if (inside?.kind === Kind.FIELD) names.push(inside.alias?.value ?? inside.name.value);
    const next = inside && inside.kind !== Kind.FRAGMENT_SPREAD ? inside.selectionSet : undefined;
    if (!next) return [head, ...names];
    set = next;
  }
}

export function wordValidationError(document: DocumentNode, error: GraphQLError): ApiError {
  const locations = error.locations?.map(({ line, column }) => ({ line, column })) ?? [];
  const path = pathTo(document, error);
  for (const { pattern, code, say, extensions } of WORDINGS) {
    const match = pattern.exec(error.message);
    if (!match) continue;
    const parts = match.slice(1).map((part) => part ?? "");
    return { message: say(...parts), locations, path, extensions: { code, ...extensions?.(...parts) } };
  }
  const literal = /invalid|Expected value|does not exist in/.test(error.message);
  const code = literal ? "argumentLiteralsIncompatible" : "invalidDocument";
  return { message: error.message, locations, path, extensions: { code } };
}

export const wordSyntaxError = (error: GraphQLError): ApiError => ({
  message: error.message.replace(/^Syntax Error: /, "syntax error, "),
  locations: error.locations?.map(({ line, column }) => ({ line, column })) ?? [],
});

export const wordVariableError = (error: GraphQLError): ApiError => ({
  message: error.message.replace(/^Variable "\$(\w+)" got invalid value/, "Variable $$$1 was provided invalid value"),
  locations: error.locations?.map(({ line, column }) => ({ line, column })) ?? [],
  extensions: { code: "INVALID_VARIABLE" },
});
