import type { DocumentNode, GraphQLResolveInfo, OperationDefinitionNode } from "graphql";
import type { AppInstallation } from "../state/apps.ts";
import type { OrderActions } from "../state/order-actions.ts";
import type { Shop } from "../state/shop.ts";
import type { World } from "../state/world.ts";
import type { ApiError } from "./errors.ts";
import type { AdminSchema } from "./schema.ts";

/** Who asks, of which shop, and what they may do. */
export interface Caller {
  world: World;
  shop: Shop;
  app: AppInstallation;
  granted: ReadonlySet<string>;
  desk: OrderActions;
  admin: AdminSchema;
  /** Where this shop's files (bulk results) can be fetched, without a slash at the end. */
  filesUrl: string;
}

export interface Executed {
  data?: Record<string, unknown> | null;
  errors?: ApiError[];
}

/** What a field is resolved with. */
export interface Context extends Caller {
  /** In a bulk operation a connection without `first` gives everything. */
  bulk: boolean;
  /** Executes a query of a bulk operation: no cost, no pages. */
  runInBulk(document: DocumentNode, operation: OperationDefinitionNode): Executed;
}

/** A resource as the API shows it: values, or functions of the field's arguments; what is absent is not implemented. */
export interface View {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** The schema has checked the arguments before a field sees them. */
export type Field = (args: never, context: Context, info: GraphQLResolveInfo) => unknown;
